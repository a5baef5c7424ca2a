package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_GRANT;

import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.Json;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Issues and redeems authorization codes: 256 bits, valid for sixty seconds, for one use. Thread-safe.
 *
 * @see "RFC 6749, 4.1.2; RFC 7636, 4.6; RFC 9700, 4.5"
 */
public final class AuthorizationCodes {
    static final Kind ISSUED = Kind.oneUse("authorization-code", Duration.ofSeconds(60));
    static final Kind REDEEMED = new Kind("redeemed-authorization-code", AccessTokens.LIFETIME);

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final String WRONG =
            "the code is not valid: unknown, expired, used, signed out meanwhile, or of another client, redirect_uri or"
                    + " code_verifier";

    private final Store store;
    private final AccessTokens accessTokens;
    private final RandomText random;

    /** Creates authorization codes in {@code store}. */
    public AuthorizationCodes(Store store, AccessTokens accessTokens, RandomText random) {
        this.store = Objects.requireNonNull(store, "store");
        this.accessTokens = accessTokens;
        this.random = random;
    }

    /**
     * Issues a code for the application of {@code request}, after {@code user} has signed in.
     *
     * @param authTime when the user signed in
     * @param sid the page session, if there is one
     */
    public String issue(AuthorizeRequest request, SignedInUser user, Instant authTime, @Nullable String sid) {
        Grant authorizationCode = new Grant(
                request.clientId(),
                request.redirectUri(),
                request.codeChallenge(),
                request.nonce(),
                request.scope(),
                authTime.getEpochSecond(),
                sid,
                user);
        String code = random.token();
        store.put(ISSUED, Fingerprint.of(code), Json.text(authorizationCode));
        return code;
    }

    /**
     * Redeems a code, once. A request of another application does not use it up; a wrong verifier or redirect URI does,
     * since it comes from the application itself or from an attacker with a stolen code. A second use revokes the access
     * token of the first.
     */
    Grant redeem(String code, String clientId, Optional<String> redirectUri, Optional<String> verifier)
            throws OidcError {
        if (!CODE.matcher(code).matches()) {
            throw wrong();
        }
        String key = Fingerprint.of(code);
        Optional<Grant> found = store.get(ISSUED, key).flatMap(AuthorizationCodes::read);
        if (found.isPresent() && !found.get().clientId().equals(clientId)) {
            throw wrong();
        }
        Grant authorizationCode =
                store.take(ISSUED, key).flatMap(AuthorizationCodes::read).orElse(null);
        if (authorizationCode == null) {
            revokeWhatItGave(key, clientId);
            throw wrong();
        }
        boolean fits =
                redirectUri.filter(authorizationCode.redirectUri()::equals).isPresent()
                        && satisfies(verifier, authorizationCode.codeChallenge());
        if (!fits || accessTokens.hasSignedOut(authorizationCode.sid())) {
            throw wrong();
        }
        return authorizationCode;
    }

    /** Records the access token issued for the code. */
    void gave(String code, String clientId, String accessToken) {
        store.put(REDEEMED, Fingerprint.of(code), clientId + " " + Fingerprint.of(accessToken));
    }

    private void revokeWhatItGave(String key, String clientId) {
        store.get(REDEEMED, key)
                .filter(value -> value.startsWith(clientId + " "))
                .ifPresent(value -> accessTokens.revokeByFingerprint(value.substring(value.indexOf(' ') + 1)));
    }

    /** Whether verifier and challenge match; neither may be present without the other (RFC 9700, 4.8.2). */
    private static boolean satisfies(Optional<String> verifier, @Nullable String challenge) {
        return challenge == null
                ? verifier.isEmpty()
                : verifier.filter(v -> satisfies(v, challenge)).isPresent();
    }

    private static boolean satisfies(String verifier, String challenge) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        Fingerprint.of(verifier).getBytes(StandardCharsets.US_ASCII),
                        challenge.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<Grant> read(String json) {
        return Json.read(json, Grant.class);
    }

    private static OidcError wrong() {
        return new OidcError(INVALID_GRANT, WRONG);
    }

    /**
     * The data of an authorization code, stored under the code's fingerprint.
     *
     * @param sid the page session it came from, if there is one
     * @param authTime when the person signed in, in seconds since 1970
     */
    record Grant(
            String clientId,
            String redirectUri,
            @Nullable String codeChallenge,
            @Nullable String nonce,
            String scope,
            long authTime,
            @Nullable String sid,
            SignedInUser user) {
        @Override
        public String toString() {
            return "AuthorizationCode[" + clientId + "]";
        }

        boolean wantsProfile() {
            return scope.contains("profile");
        }
    }
}
