package dev.saoma.page.console.content;

import dev.saoma.page.seal.Fingerprint;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The authorization request of a sign-in that the console starts, as any application with PKCE would send it.
 *
 * @param challenge the code challenge, by S256
 * @see "OpenID Connect Core 1.0, 3.1.2.1; RFC 7636, 4.3"
 */
public record SignInRequest(String clientId, URI redirectUri, String state, String nonce, String challenge) {
    /** Returns the code challenge of a code verifier. */
    public static String challenge(String verifier) {
        return Fingerprint.of(verifier);
    }

    /** Returns the URL of the request at the given issuer. */
    public String at(URI issuer, String language) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("redirect_uri", redirectUri.toString());
        request.put("response_type", "code");
        request.put("scope", "openid profile");
        request.put("prompt", "login");
        request.put("state", state);
        request.put("nonce", nonce);
        request.put("code_challenge", challenge);
        request.put("code_challenge_method", "S256");
        request.put("ui_locales", language);
        return Link.to(issuer + "/authorize", request);
    }
}
