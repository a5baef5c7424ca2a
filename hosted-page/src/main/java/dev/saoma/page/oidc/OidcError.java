package dev.saoma.page.oidc;

import java.util.Locale;

/**
 * An OAuth error: a code for programs and a description for developers. Neither contains anything from the request.
 *
 * @see "RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core 1.0, 3.1.2.6"
 */
public final class OidcError extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Creates an error; {@code description} states what was expected, in printable ASCII without quotation marks. */
    public OidcError(Code code, String description) {
        super(description);
        this.code = code;
    }

    /** The error codes that we return. */
    public enum Code {
        INVALID_REQUEST,
        UNSUPPORTED_RESPONSE_TYPE,
        INVALID_SCOPE,
        LOGIN_REQUIRED,
        INTERACTION_REQUIRED,
        ACCESS_DENIED,
        REQUEST_NOT_SUPPORTED,
        REQUEST_URI_NOT_SUPPORTED,
        REGISTRATION_NOT_SUPPORTED,
        INVALID_CLIENT,
        INVALID_GRANT,
        UNSUPPORTED_GRANT_TYPE;

        /** Returns the code as written on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the code. */
    public Code code() {
        return code;
    }

    /** Returns the description: what was expected. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
