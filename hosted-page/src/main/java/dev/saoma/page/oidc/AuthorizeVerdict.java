package dev.saoma.page.oidc;

import dev.saoma.page.settings.Application;
import org.jspecify.annotations.Nullable;

/** The result of validating an authorization request. */
public sealed interface AuthorizeVerdict {

    /** The request is valid. */
    record Accepted(AuthorizeRequest request, Application application) implements AuthorizeVerdict {}

    /** The request is invalid; the error is returned to the application's verified redirect URI. */
    record SentBack(AuthorizeResponse response, OidcError error, Application application) implements AuthorizeVerdict {}

    /**
     * The application or the redirect URI is not verified: the error is shown to the user, and the browser is not redirected.
     *
     * @param application the application, if at least that is known
     * @param detail for developers
     */
    record Refused(Reason reason, @Nullable Application application, String detail) implements AuthorizeVerdict {}

    /** Why the error may not be returned to the application. */
    enum Reason {
        UNKNOWN_APPLICATION,
        REDIRECT_URI_MISMATCH
    }
}
