package dev.saoma.filter.internal.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a user of a code: token request, verification, and UserInfo where the ID token lacks something. All of it has the time
 * of one call. Thread-safe.
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

    /** Who has signed in. Immutable. */
    public static final class User {
        private final Map<String, @Nullable Object> claims;
        private final String idToken;

        User(Map<String, @Nullable Object> claims, String idToken) {
            this.claims = claims;
            this.idToken = idToken;
        }

        /** Verified claims in JDK types. Unmodifiable. */
        public Map<String, @Nullable Object> claims() {
            return claims;
        }

        /** The token that they are from. */
        public String idToken() {
            return idToken;
        }
    }

    /** @throws OidcException if the provider refuses, cannot be reached in time, or must not be believed */
    public User redeem(String code, String codeVerifier, String nonce) throws OidcException {
        long begun = System.nanoTime();
        TokenClient.Tokens answer = tokens.exchange(code, codeVerifier);
        Map<String, @Nullable Object> claims = verifier.verify(answer.idToken(), nonce);
        Duration left = deadline.minusNanos(System.nanoTime() - begun);
        return new User(userInfo.complete(claims, answer.accessToken(), left), answer.idToken());
    }
}
