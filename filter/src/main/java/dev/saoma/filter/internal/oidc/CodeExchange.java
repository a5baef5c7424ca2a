package dev.saoma.filter.internal.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a code for a user: token request, verification, and UserInfo if the ID token lacks a claim. All of it has the
 * deadline of one call. Thread-safe.
 */
public final class CodeExchange {
    private final TokenClient tokens;
    private final IdTokenVerifier verifier;
    private final UserInfo userInfo;
    private final Duration deadline;

    /** @param deadline for the requests to the provider together */
    public CodeExchange(TokenClient tokens, IdTokenVerifier verifier, UserInfo userInfo, Duration deadline) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.userInfo = Objects.requireNonNull(userInfo, "userInfo");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    /** A user who has signed in. Immutable. */
    public static final class User {
        private final Map<String, @Nullable Object> claims;
        private final String idToken;

        User(Map<String, @Nullable Object> claims, String idToken) {
            this.claims = claims;
            this.idToken = idToken;
        }

        /** Returns the verified claims in JDK types; unmodifiable. */
        public Map<String, @Nullable Object> claims() {
            return claims;
        }

        /** Returns the ID token of the claims. */
        public String idToken() {
            return idToken;
        }
    }

    /** @throws OidcException if the provider refuses, cannot be reached in time, or sends an invalid response */
    public User redeem(String code, String codeVerifier, String nonce) throws OidcException {
        long begun = System.nanoTime();
        TokenClient.Tokens answer = tokens.exchange(code, codeVerifier);
        Map<String, @Nullable Object> claims = verifier.verify(answer.idToken(), nonce);
        Duration left = deadline.minusNanos(System.nanoTime() - begun);
        return new User(userInfo.complete(claims, answer.accessToken(), left), answer.idToken());
    }
}
