package dev.saoma.filter.internal.oidc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The URL that a browser is redirected to for signing out at the provider.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0, 2"
 */
public final class EndSessionRequest {
    private EndSessionRequest() {}

    /** Returns the URL of a sign-out without a page to return to; null if the provider has no such endpoint. */
    static @Nullable String url(ProviderMetadata provider, String clientId) {
        URI endpoint = provider.endSessionEndpoint().orElse(null);
        if (endpoint == null) {
            return null;
        }
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + "client_id="
                + AuthorizationRequest.encode(clientId);
    }

    /**
     * Returns the URL; null if the provider has no such endpoint.
     *
     * @param idToken of the session that ends, for {@code id_token_hint}; it may have expired. Null if there is none
     * @param returnUri registered at the provider as {@code post_logout_redirect_uri}
     */
    public static @Nullable String url(
            ProviderMetadata provider, String clientId, @Nullable String idToken, String returnUri, String state) {
        URI endpoint = provider.endSessionEndpoint().orElse(null);
        if (endpoint == null) {
            return null;
        }
        StringBuilder url = new StringBuilder(2048).append(endpoint);
        url.append(endpoint.getRawQuery() == null ? '?' : '&').append("client_id=");
        url.append(AuthorizationRequest.encode(clientId));
        if (idToken != null) {
            AuthorizationRequest.parameter(url, "id_token_hint", idToken);
        }
        AuthorizationRequest.parameter(url, "post_logout_redirect_uri", returnUri);
        AuthorizationRequest.parameter(url, "state", state);
        return url.toString();
    }
}
