package dev.saoma.filter.internal.web;

/** The pages that the filter itself shows, with their HTTP status. Their texts are in {@code texts_*.properties}. */
public enum Page {
    /** The user cancelled at the provider. */
    CANCELLED("cancelled", 403),
    /** A callback for a sign-in that this browser did not begin, has already finished, or began too long ago. */
    EXPIRED("expired", 400),
    /** A request that no honest browser sends. */
    BAD_REQUEST("bad_request", 400),
    /** Sign-ins succeed again and again, but the browser keeps no session. */
    NOT_KEPT("not_kept", 400),
    /** The user lacks the role that the page needs. */
    FORBIDDEN("forbidden", 403),
    /** The application does not admit the user. */
    REFUSED("refused", 403),
    /** The application could not decide whether to admit the user. */
    MAPPER_FAULT("mapper_fault", 500),
    /** No such address below the filter's own path. */
    NOT_FOUND("not_found", 404),
    /** Method not offered at this address. */
    METHOD("method", 405),
    /** A form that was posted without a session and is too large to be kept. */
    TOO_LARGE("too_large", 413),
    /** A kept form that has been sent already, is too old, or belongs to another browser. */
    KEPT_GONE("kept_gone", 400),
    /** A kept form of another user. */
    KEPT_OTHER("kept_other", 409),
    /** The filter could not decide. */
    INTERNAL("internal", 500),
    /** The provider's response was invalid. */
    PROVIDER_FAULT("provider_fault", 502),
    /** Too many of this address's sign-ins have failed. */
    TOO_MANY("too_many", 429),
    /** Too many sign-ins are under way. */
    BUSY("busy", 503),
    /** The provider cannot be reached. */
    UNAVAILABLE("unavailable", 503),
    /** Signed in, but the address of the requested page is too long to be opened again. */
    NOT_RETURNED_LONG("not_returned_long", 200),
    /** Signed in, but no browser can safely be redirected to the address of the requested page. */
    NOT_RETURNED("not_returned", 200),
    /** Continues by itself, so that the next request comes from our own origin and not from the provider's. */
    SIGNED_IN("signed_in", 200),
    /** Asks for confirmation of a sign-out. */
    SIGN_OUT("sign_out", 200),
    /** Redirects to the provider, to end its session too. */
    SIGNING_OUT("signing_out", 200),
    /** The sessions here and at the provider have ended. */
    SIGNED_OUT("signed_out", 200),
    /** The session here has ended; whether the one at the provider has is unknown. */
    SIGNED_OUT_HERE("signed_out_here", 200);

    private final String key;
    private final int status;

    Page(String key, int status) {
        this.key = key;
        this.status = status;
    }

    String key() {
        return key;
    }

    int status() {
        return status;
    }
}
