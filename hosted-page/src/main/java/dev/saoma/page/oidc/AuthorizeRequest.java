package dev.saoma.page.oidc;

import dev.saoma.page.settings.ResponseMode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that passed every check.
 *
 * @param clientId the application
 * @param redirectUri one of its registered addresses, as registered
 * @param scopes requested scopes that we know; contains {@code openid}
 * @param state to be returned
 * @param nonce to be put into the ID token
 * @param codeChallenge of PKCE, method S256; null where the application may do without
 * @param uiLocales {@code ui_locales}: preferred languages
 * @param authentication its parameters about who may sign in and how
 */
public record AuthorizeRequest(
        String clientId,
        String redirectUri,
        Set<String> scopes,
        @Nullable String state,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        @Nullable String uiLocales,
        AuthenticationParameters authentication) {
    /** Copies the set. */
    public AuthorizeRequest {
        scopes = Set.copyOf(scopes);
        authentication = Objects.requireNonNullElse(
                authentication, AuthenticationParameters.NONE); // Absent in what an older version of ours sealed.
    }

    @Override
    public String toString() {
        return "AuthorizeRequest[" + clientId + "]"; // State and nonce are the application's alone.
    }

    /** Whether the person's name and picture are requested. */
    public boolean wantsProfile() {
        return scopes.contains("profile");
    }

    /** Returns the scopes as one text, in a fixed order. */
    public String scope() {
        return String.join(" ", new TreeSet<>(scopes));
    }

    /**
     * Returns the address that repeats this request at {@code endpoint}, without {@code ui_locales}: the language is the
     * caller's.
     */
    public UrlWithParameters again(String endpoint) {
        return again(endpoint, String.join(" ", new TreeSet<>(authentication.prompts())));
    }

    /** Returns the same request with another {@code prompt}. */
    public UrlWithParameters again(String endpoint, String prompt) {
        return new UrlWithParameters(endpoint)
                .with("client_id", clientId)
                .with("redirect_uri", redirectUri)
                .with("response_type", "code")
                .with("scope", scope())
                .with("state", state)
                .with("nonce", nonce)
                .with("code_challenge", codeChallenge)
                .with("code_challenge_method", codeChallenge == null ? null : "S256")
                .with(
                        "response_mode",
                        authentication.responseMode() == ResponseMode.QUERY
                                ? null
                                : authentication.responseMode().wireName())
                .with("prompt", Optional.of(prompt).filter(text -> !text.isEmpty()))
                .with("max_age", Optional.ofNullable(authentication.maxAge()).map(String::valueOf))
                .with("id_token_hint", authentication.idTokenHint());
    }
}
