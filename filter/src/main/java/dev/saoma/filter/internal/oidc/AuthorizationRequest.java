package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.seal.Sha256;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;

/**
 * The URL that a browser is redirected to for signing in.
 *
 * @see "OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3 (S256 only)"
 */
public final class AuthorizationRequest {
    private AuthorizationRequest() {}

    /** Returns the URL, with a challenge derived from the verifier. */
    public static String url(
            ProviderMetadata provider, Client client, String state, String nonce, String codeVerifier) {
        URI endpoint = provider.authorizationEndpoint();
        StringBuilder url = new StringBuilder(512).append(endpoint);
        url.append(endpoint.getRawQuery() == null ? '?' : '&').append("response_type=code");
        parameter(url, "client_id", client.id());
        parameter(url, "redirect_uri", client.redirectUri());
        parameter(url, "scope", client.scope());
        parameter(url, "state", state);
        parameter(url, "nonce", nonce);
        parameter(url, "code_challenge", challenge(codeVerifier));
        parameter(url, "code_challenge_method", "S256");
        return url.toString();
    }

    static void parameter(StringBuilder url, String name, String value) {
        url.append('&').append(name).append('=').append(encode(value));
    }

    static String encode(String value) {
        try {
            return URLEncoder.encode(value, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks UTF-8", e);
        }
    }

    private static String challenge(String codeVerifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(codeVerifier));
    }
}
