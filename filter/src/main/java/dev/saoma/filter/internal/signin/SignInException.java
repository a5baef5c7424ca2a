package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.web.Page;
import java.util.Objects;

/** A sign-in ends on a page: which one, where its button leads back to, and the message for the log. */
public final class SignInException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Page page;
    private final String returnTo;
    private final boolean again;
    private final boolean usedUp;

    SignInException(Page page, String returnTo, String message) {
        this(page, returnTo, message, false);
    }

    SignInException(Page page, String returnTo, String message, boolean again) {
        this(page, returnTo, message, again, true);
    }

    private SignInException(Page page, String returnTo, String message, boolean again, boolean usedUp) {
        super(message);
        this.page = Objects.requireNonNull(page, "page");
        this.returnTo = Objects.requireNonNull(returnTo, "returnTo");
        this.again = again;
        this.usedUp = usedUp;
    }

    /** The provider could not be asked now: the same callback may come again. */
    static SignInException notAsked(Page page, String returnTo, String message) {
        return new SignInException(page, returnTo, message, false, false);
    }

    SignInException(OidcException cause, String returnTo) {
        super(cause.getMessage(), cause);
        this.page = page(cause.kind());
        this.returnTo = Objects.requireNonNull(returnTo, "returnTo");
        // The same answer came twice, or the provider has forgotten it.
        this.again = cause.kind() == OidcException.Kind.CODE_REFUSED;
        this.usedUp = true;
    }

    private static Page page(OidcException.Kind kind) {
        switch (kind) {
            case UNAVAILABLE:
                return Page.UNAVAILABLE;
            case CODE_REFUSED:
                return Page.EXPIRED;
            default:
                return Page.PROVIDER_FAULT;
        }
    }

    /** What the user sees. */
    public Page page() {
        return page;
    }

    /** Whether nothing is wrong but that this sign-in is over: another one, begun by this browser, would do. */
    public boolean isWorthAnother() {
        return again;
    }

    /** Whether the same callback could not succeed any more. */
    boolean isUsedUp() {
        return usedUp;
    }

    /** Where the user wanted to go, inside the application. */
    public String returnTo() {
        return returnTo;
    }
}
