package dev.saoma.page.oidc;

import dev.saoma.page.settings.ResponseMode;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an authorization request that say who may sign in and how, and the response mode (OpenID Connect Core
 * 1.0, 3.1.2.1).
 *
 * @param prompts the values of {@code prompt}
 * @param maxAge {@code max_age}: how many seconds ago, at most, the person may have scanned a code
 * @param idTokenHint {@code id_token_hint} as received, an ID token of ours
 * @param hintedSubject the subject of that token: no other user may be signed in
 * @param responseMode how the response is returned
 */
public record AuthenticationParameters(
        Set<String> prompts,
        @Nullable Long maxAge,
        @Nullable String idTokenHint,
        @Nullable String hintedSubject,
        ResponseMode responseMode) {
    /** The values of a request with none of the parameters. */
    public static final AuthenticationParameters NONE =
            new AuthenticationParameters(Set.of(), null, null, null, ResponseMode.QUERY);

    /** Copies the set. */
    public AuthenticationParameters {
        prompts = Set.copyOf(prompts);
        responseMode = Objects.requireNonNullElse(responseMode, ResponseMode.QUERY);
    }

    /** Whether nothing may be shown to the user. */
    public boolean silent() {
        return prompts.contains("none");
    }

    /** Whether a page session whose user scanned a code at {@code scanned} satisfies the request. */
    public boolean allowsSession(Instant scanned, Instant now) {
        return !prompts.contains("login")
                && (maxAge == null || maxAge > 0 && now.getEpochSecond() - scanned.getEpochSecond() <= maxAge);
    }

    /** Whether the request allows the user with that subject to be signed in. */
    public boolean mayBe(String subject) {
        return hintedSubject == null || hintedSubject.equals(subject);
    }

    @Override
    public String toString() {
        return "AuthenticationParameters[…]";
    }
}
