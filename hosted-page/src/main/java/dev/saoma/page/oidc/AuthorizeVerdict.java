package dev.saoma.page.oidc;

import dev.saoma.page.settings.Application;
import org.jspecify.annotations.Nullable;

/** What becomes of an authorization request. */
public sealed interface AuthorizeVerdict {

    /** It is in order. */
    record Accepted(AuthorizeRequest request, Application application) implements AuthorizeVerdict {}

    /** It is not, and the error is sent to the application's proven redirect URI. */
    record SentBack(AuthorizeResponse response, OidcError error, Application application) implements AuthorizeVerdict {}

    /**
     * Its application or redirect URI is not proven: the error is shown to the user, and nothing is sent anywhere.
     *
     * @param application the application, where at least that is known
     * @param detail for developers
     */
    record Refused(Reason reason, @Nullable Application application, String detail) implements AuthorizeVerdict {}

    /** Why nothing may be sent back. */
    enum Reason {
        UNKNOWN_APPLICATION,
        REDIRECT_URI_MISMATCH
    }
}
