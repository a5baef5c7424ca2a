package dev.saoma.page.oidc;

import dev.saoma.page.oidc.SealedResponses.Response;
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
    private final SealedResponses posted;
    private final SealedResponses told;
    private final SealedResponses toldAsAuthing;

    /** For that issuer; the others: those that pages of ours hand over. */
    public AuthorizeResponses(
            String issuer, SealedResponses posted, SealedResponses told, SealedResponses toldAsAuthing) {
        this.issuer = issuer;
        this.posted = posted;
        this.told = told;
        this.toldAsAuthing = toldAsAuthing;
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
        Response response = new Response(redirectUri, parameters);
        return switch (mode) {
            case QUERY -> response.location();
            case FRAGMENT -> response.fragmentLocation();
            case FORM_POST -> posted.address(response);
            case WEB_MESSAGE -> told.address(response);
            case AUTHING_MESSAGE -> toldAsAuthing.address(response);
        };
    }
}
