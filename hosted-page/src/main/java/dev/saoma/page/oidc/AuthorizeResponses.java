package dev.saoma.page.oidc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Builds the addresses that end an authorization request. Every one carries {@code iss} (RFC 9207).
 *
 * @see "RFC 6749, 4.1.2 and 4.1.2.1"
 */
public final class AuthorizeResponses {
    private final String issuer;

    /** For that issuer. */
    public AuthorizeResponses(String issuer) {
        this.issuer = issuer;
    }

    /** The application gets the hand-off {@code code}. */
    public URI success(AuthorizeRequest request, String code) {
        return new UrlWithParameters(request.redirectUri())
                .with("code", code)
                .with("state", request.state())
                .with("iss", issuer)
                .toUri();
    }

    /** The application gets an error. */
    public URI error(AuthorizeRequest request, OidcError error) {
        return error(request.redirectUri(), request.state(), error);
    }

    URI error(String redirectUri, @Nullable String state, OidcError error) {
        return new UrlWithParameters(redirectUri)
                .with("error", error.code().wireName())
                .with("error_description", error.description())
                .with("state", state)
                .with("iss", issuer)
                .toUri();
    }
}
