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
 * @param redirectUri one of its registered addresses, as registered, or the callback of test sign-ins
 * @param scopes the requested scopes that we know; contains {@code openid}
 * @param state returned with the response
 * @param nonce put into the ID token
 * @param codeChallenge the PKCE challenge, method S256; null if the application is exempt and sent none
 * @param uiLocales {@code ui_locales}: preferred languages
 * @param authentication the parameters that say who may sign in and how
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
                authentication, AuthenticationParameters.NONE); // Absent from requests that an older version sealed.
    }

    @Override
    public String toString() {
        return "AuthorizeRequest[" + clientId + "]"; // No state or nonce: both are confidential.
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
     * Returns the address at {@code endpoint} that repeats this request, without {@code ui_locales}: callers choose the
     * language.
     */
    public UrlWithParameters again(String endpoint) {
        return again(endpoint, String.join(" ", new TreeSet<>(authentication.prompts())));
    }

    /** Returns the same address with another {@code prompt}. */
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
