package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.web.Page;
import java.util.Objects;

/** Thrown to end a sign-in on a page: which one, where its button leads to, and the message for the log. */
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

    /** Creates the exception for a provider that was not called: the same callback may be repeated. */
    static SignInException notAsked(Page page, String returnTo, String message) {
        return new SignInException(page, returnTo, message, false, false);
    }

    SignInException(OidcException cause, String returnTo) {
        super(cause.getMessage(), cause);
        this.page = page(cause.kind());
        this.returnTo = Objects.requireNonNull(returnTo, "returnTo");
        // It was a duplicate callback, or a code that the provider no longer accepts.
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

    /** Returns the page to show. */
    public Page page() {
        return page;
    }

    /** Whether the only fault is that this sign-in is over: another one, begun by this browser, would succeed. */
    public boolean isWorthAnother() {
        return again;
    }

    /** Whether the same callback can no longer succeed. */
    boolean isUsedUp() {
        return usedUp;
    }

    /** Returns the path inside the application that the user wanted to open. */
    public String returnTo() {
        return returnTo;
    }
}
