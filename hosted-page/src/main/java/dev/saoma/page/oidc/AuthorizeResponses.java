package dev.saoma.page.oidc;

import dev.saoma.page.settings.ResponseMode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the addresses that end an authorization request. Every one carries {@code iss} (RFC 9207).
 *
 * @see "RFC 6749, 4.1.2 and 4.1.2.1"
 */
public final class AuthorizeResponses {
    private final String issuer;
    private final FormPosts formPosts;

    /** For that issuer. */
    public AuthorizeResponses(String issuer, FormPosts formPosts) {
        this.issuer = issuer;
        this.formPosts = formPosts;
    }

    /** The application gets the hand-off {@code code}. */
    public URI success(AuthorizeRequest request, String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        return address(request.redirectUri(), request.wishes().responseMode(), request.state(), parameters);
    }

    /** The application gets an error. */
    public URI error(AuthorizeRequest request, OidcError error) {
        return error(request.redirectUri(), request.wishes().responseMode(), request.state(), error);
    }

    URI error(String redirectUri, ResponseMode mode, @Nullable String state, OidcError error) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.code().wireName());
        parameters.put("error_description", error.description());
        return address(redirectUri, mode, state, parameters);
    }

    private URI address(String redirectUri, ResponseMode mode, @Nullable String state, Map<String, String> parameters) {
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer);
        if (mode == ResponseMode.FORM_POST) {
            return formPosts.address(new FormPosts.Response(redirectUri, parameters));
        }
        UrlWithParameters url = new UrlWithParameters(redirectUri);
        parameters.forEach(url::with);
        return url.toUri();
    }
}
