package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.claims.ClaimPath;
import dev.saoma.filter.internal.doctor.Finding;
import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundException;
import dev.saoma.filter.internal.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fetches claims that the ID token lacks from the UserInfo endpoint: many providers return claims of the scope {@code profile},
 * and roles, only there. It is called only if a claim that the settings name is missing, once per sign-in, and only those
 * claims are taken from it. They never replace a signed claim, nor a claim that protects a token or names a session.
 * Thread-safe.
 *
 * <p>A response without the claim means that the user has none. No response, or one about another user, fails the sign-in: no
 * user gets in with half of what the application relies on.
 *
 * @see "OpenID Connect Core 1.0, 5.3 and 5.4"
 */
public final class UserInfo {
    /** Claims that are taken from a signed token or not at all. */
    private static final Set<String> NEVER_TAKEN = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "iss",
            "sub",
            "aud",
            "azp",
            "exp",
            "iat",
            "nbf",
            "jti",
            "nonce",
            "sid",
            "auth_time",
            "acr",
            "amr",
            "at_hash",
            "c_hash",
            "s_hash",
            "events",
            "cnf")));

    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MAX_NAMES = 40;

    private final Provider provider;
    private final Outbound outbound;
    private final Set<String> needed;
    private final Map<String, Integer> missed = new TreeMap<>();
    private Set<String> lastNames = Collections.emptySet();
    private boolean lastAsked;
    private int signIns;

    /** @param needed names of claims, including nested ones */
    public UserInfo(Provider provider, Outbound outbound, Collection<String> needed) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.outbound = Objects.requireNonNull(outbound, "outbound");
        this.needed = Collections.unmodifiableSet(new LinkedHashSet<>(needed));
    }

    /**
     * Returns the claims of a verified ID token, and those of the missing ones that the provider has.
     *
     * @param accessToken that came with the ID token, if one did
     * @param left time left for this sign-in
     * @throws OidcException if the provider has to be called and its response is invalid
     */
    Map<String, @Nullable Object> complete(
            Map<String, @Nullable Object> signed, @Nullable String accessToken, Duration left) throws OidcException {
        if (missing(signed).isEmpty()) {
            note(signed, signed, false);
            return signed;
        }
        URI endpoint = provider.metadata().userInfoEndpoint();
        if (endpoint == null) {
            note(signed, signed, false);
            return signed;
        }
        Map<String, @Nullable Object> all = merged(signed, ask(endpoint, signed, accessToken, left));
        note(signed, all, true);
        return Collections.unmodifiableMap(all);
    }

    private List<String> missing(Map<String, @Nullable Object> claims) {
        List<String> missing = new ArrayList<>();
        for (String name : needed) {
            if (ClaimPath.find(claims, name) == null) {
                missing.add(name);
            }
        }
        return missing;
    }

    private Map<String, @Nullable Object> ask(
            URI endpoint, Map<String, @Nullable Object> signed, @Nullable String accessToken, Duration left)
            throws OidcException {
        URI uri = provider.reachable(endpoint);
        if (accessToken == null) {
            throw OidcException.fault("UserInfo: claims are missing in the ID token, and no bearer token came with it");
        }
        OutboundResponse response;
        try {
            response = outbound.getJson(uri, "Bearer " + accessToken, left);
        } catch (OutboundException e) {
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "UserInfo: " + e.getMessage(), e);
        }
        if (response.status() != 200) {
            throw Provider.unexpectedStatus("UserInfo", uri, response.status());
        }
        Map<String, @Nullable Object> info;
        try {
            info = StrictJson.object(response.text());
        } catch (IOException e) {
            throw OidcException.fault("UserInfo at " + uri + ": the answer is " + e.getMessage()
                    + "; signed and encrypted answers are not read: have the provider send plain JSON");
        }
        // Core 5.3.2: else it may be about another user.
        if (!Objects.equals(signed.get("sub"), info.get("sub"))) {
            throw OidcException.fault("UserInfo at " + uri + ": sub is "
                    + (info.get("sub") == null ? "missing" : "not the one of the ID token")
                    + ", so nothing of it is used");
        }
        return info;
    }

    private Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> signed, Map<String, @Nullable Object> info) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(signed);
        for (String name : missing(signed)) {
            info.forEach((outer, value) -> {
                if (ClaimPath.isIn(outer, name) && !signed.containsKey(outer) && !NEVER_TAKEN.contains(outer)) {
                    all.put(outer, value);
                }
            });
        }
        return all;
    }

    /** Returns the bearer token of a token response; null if there is none. */
    static @Nullable String accessToken(Map<String, @Nullable Object> answer) {
        Object token = answer.get("access_token");
        Object type = answer.get("token_type");
        // RFC 6749, 7.1; RFC 6750, 2.1: no character that could end the header.
        boolean good = token instanceof String
                && ((String) token).matches("[A-Za-z0-9._~+/=-]{1," + MAX_TOKEN + "}")
                && "bearer".equalsIgnoreCase(String.valueOf(type));
        return good ? (String) token : null;
    }

    private synchronized void note(
            Map<String, @Nullable Object> signed, Map<String, @Nullable Object> all, boolean asked) {
        signIns++;
        for (String name : missing(all)) {
            missed.merge(name, 1, Integer::sum);
        }
        lastNames = new TreeSet<>(all.keySet());
        lastAsked = asked;
    }

    /** Returns, for the doctor, the names of needed claims that no sign-in since the start has had. */
    synchronized List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        if (needed.isEmpty()) {
            return found;
        }
        if (signIns == 0) {
            found.add(Finding.note("claims.untried", String.join(", ", needed)));
            return found;
        }
        missed.forEach((name, times) -> {
            if (times == signIns) {
                found.add(Finding.warning(
                        lastAsked ? "claims.nowhere" : "claims.unasked",
                        name,
                        signIns,
                        LogText.safe(
                                lastNames.stream()
                                        .limit(MAX_NAMES)
                                        .reduce((a, b) -> a + ", " + b)
                                        .orElse(""),
                                1000)));
            }
        });
        if (found.isEmpty()) {
            found.add(Finding.ok("claims.ok", String.join(", ", needed)));
        }
        return found;
    }
}
