package dev.saoma.page.oidc;

import dev.saoma.page.settings.ResponseMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates responses to authorization requests. Every one carries {@code iss} (RFC 9207). Immutable. */
public final class AuthorizeResponses {
    private final String issuer;

    /** Creates responses of {@code issuer}. */
    public AuthorizeResponses(String issuer) {
        this.issuer = issuer;
    }

    /** Returns the response with an authorization code. */
    public AuthorizeResponse success(AuthorizeRequest request, String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        return response(request.redirectUri(), request.authentication().responseMode(), request.state(), parameters);
    }

    /** Returns the response with an error. */
    public AuthorizeResponse error(AuthorizeRequest request, OidcError error) {
        return error(request.redirectUri(), request.authentication().responseMode(), request.state(), error);
    }

    AuthorizeResponse error(String redirectUri, ResponseMode mode, @Nullable String state, OidcError error) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.code().wireName());
        parameters.put("error_description", error.description());
        return response(redirectUri, mode, state, parameters);
    }

    private AuthorizeResponse response(
            String redirectUri, ResponseMode mode, @Nullable String state, Map<String, String> parameters) {
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer);
        return new AuthorizeResponse(redirectUri, mode, parameters);
    }
}
