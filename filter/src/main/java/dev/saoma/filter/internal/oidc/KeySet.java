package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.log.FilterLog;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The provider's verification keys. Kept in memory; an unknown key id causes one fetch per interval, whatever the number
 * of tokens and whether the fetch works or not. Thread-safe.
 *
 * @see "Saoma security rule G38; RFC 7517"
 */
public final class KeySet {
    private static final Logger LOG = FilterLog.logger();
    private static final Duration MAX_AGE = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofSeconds(30);
    /** While no key is known, tokens that arrive this soon after a failed fetch fail without another one. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_KEYS = 64;

    private final Provider provider;
    private final @Nullable KeyFile file;
    private final CachedDocument<List<VerificationKey>> keys;

    public KeySet(Provider provider, Clock clock) {
        this(provider, clock, null);
    }

    /** @param kept file with the last valid keys, for a restart; null for none */
    public KeySet(Provider provider, Clock clock, @Nullable Path kept) {
        this.provider = provider;
        this.file = kept == null ? null : new KeyFile(kept, provider.issuer(), clock);
        this.keys = new CachedDocument<>(this::load, clock, MAX_AGE, RETRY, QUIET, CachedDocument::inThreadOfItsOwn);
        List<VerificationKey> known = file == null ? Collections.emptyList() : usable(file.read());
        if (!known.isEmpty()) {
            keys.seed(known);
        }
    }

    /**
     * Returns the keys that may have made a signature; empty if there is none.
     *
     * @param keyId the token's {@code kid}; null if it has none
     * @throws OidcException if no key set is known and none can be fetched
     */
    List<PublicKey> find(@Nullable String keyId, SigningAlgorithm algorithm) throws OidcException {
        List<VerificationKey> known = keys.get();
        List<PublicKey> named = named(known, keyId, algorithm);
        return named.isEmpty() ? select(keys.refresh(known), keyId, algorithm) : named;
    }

    /**
     * Returns the keys in memory that may have made a signature. Never waits: an old key set is refreshed in the background.
     */
    List<PublicKey> known(@Nullable String keyId, SigningAlgorithm algorithm) {
        List<VerificationKey> known = keys.peek();
        return known == null ? Collections.emptyList() : select(known, keyId, algorithm);
    }

    /** Returns the number of usable keys, fetched if none are known. */
    int count() throws OidcException {
        return keys.get().size();
    }

    private static List<PublicKey> select(
            List<VerificationKey> keys, @Nullable String keyId, SigningAlgorithm algorithm) {
        List<PublicKey> named = named(keys, keyId, algorithm);
        return named.isEmpty() ? only(keys, keyId, algorithm) : named;
    }

    private static List<PublicKey> named(
            List<VerificationKey> keys, @Nullable String keyId, SigningAlgorithm algorithm) {
        List<PublicKey> found = new ArrayList<>();
        for (VerificationKey key : keys) {
            if (keyId != null && keyId.equals(key.id) && key.algorithms.contains(algorithm)) {
                found.add(key.key);
            }
        }
        return found;
    }

    // Core 10.1: where several keys fit, the token has to name one by its id. Keys are never tried in turn.
    private static List<PublicKey> only(
            List<VerificationKey> keys, @Nullable String keyId, SigningAlgorithm algorithm) {
        VerificationKey only = null;
        for (VerificationKey key : keys) {
            if (key.algorithms.contains(algorithm)) {
                if (only != null) {
                    return Collections.emptyList();
                }
                only = key;
            }
        }
        boolean nameless = only != null && (keyId == null || only.id == null);
        return nameless ? Collections.singletonList(only.key) : Collections.emptyList();
    }

    private List<VerificationKey> load() throws OidcException {
        java.net.URI uri = provider.reachable(provider.metadata().jwksUri());
        Object list = provider.fetchJson(uri, "key set").get("keys");
        if (!(list instanceof Collection)) {
            throw OidcException.fault("key set at " + uri + ": no member keys");
        }
        List<VerificationKey> usable = usable((Collection<?>) list);
        if (usable.isEmpty()) {
            throw OidcException.fault(
                    "key set at " + uri + ": no key that signatures can be verified with; expected an RSA"
                            + " key of 2048 bits or more, or one of P-256, P-384, P-521, Ed25519 or Ed448"
                            + SigningAlgorithm.lacking()
                                    .map(what -> "; this Java runtime cannot verify " + what)
                                    .orElse(""));
        }
        if (file != null) {
            file.write(usable.stream().map(key -> key.entry).collect(Collectors.toList()));
        }
        return usable;
    }

    private static List<VerificationKey> usable(Collection<?> list) {
        List<VerificationKey> usable = new ArrayList<>();
        for (Object entry : list) {
            VerificationKey key = entry instanceof Map && usable.size() < MAX_KEYS ? parse((Map<?, ?>) entry) : null;
            if (key != null) {
                usable.add(key);
            }
        }
        return Collections.unmodifiableList(usable);
    }

    // One bad entry must not make the good ones useless.
    private static @Nullable VerificationKey parse(Map<?, ?> entry) {
        Object id = entry.get("kid");
        if (!isForSignatures(entry) || (id != null && !(id instanceof String))) {
            return null;
        }
        if (entry.containsKey("d")) {
            LOG.log(Level.WARNING, "The provider publishes a private key; ignored: kid {0}", LogText.safe(id));
            return null;
        }
        Set<SigningAlgorithm> algorithms = algorithms(entry);
        if (algorithms.isEmpty()) {
            // Meant for something else, or for another Java version: nothing is wrong with it.
            LOG.log(Level.FINE, "Key of the provider not used: kid {0}", LogText.safe(id));
            return null;
        }
        PublicKey key = publicKey(entry);
        if (key == null) {
            LOG.log(Level.WARNING, "Key of the provider ignored, broken or too weak: kid {0}", LogText.safe(id));
            return null;
        }
        return new VerificationKey((String) id, algorithms, key, bare(entry));
    }

    // RFC 7517, 4.2 and 4.3.
    private static boolean isForSignatures(Map<?, ?> entry) {
        Object use = entry.get("use");
        Object operations = entry.get("key_ops");
        return (use == null || "sig".equals(use))
                && (operations == null
                        || operations instanceof Collection && ((Collection<?>) operations).contains("verify"));
    }

    private static Set<SigningAlgorithm> algorithms(Map<?, ?> entry) {
        Object only = entry.get("alg");
        Set<SigningAlgorithm> fitting = EnumSet.noneOf(SigningAlgorithm.class);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.fits(entry.get("kty"), entry.get("crv"))
                    && (only == null || algorithm.name().equals(only))
                    && !algorithm.neededJava().isPresent()) {
                fitting.add(algorithm);
            }
        }
        return fitting;
    }

    private static @Nullable PublicKey publicKey(Map<?, ?> entry) {
        try {
            Map<String, Object> bare = bare(entry);
            bare.remove("kid");
            bare.remove("alg");
            Jwk<?> jwk = Jwks.parser().json(Json.READER).build().parse(Json.text(bare));
            Key key = jwk.toKey();
            boolean weak = key instanceof RSAPublicKey
                    && ((RSAPublicKey) key).getModulus().bitLength() < MIN_RSA_BITS;
            return weak || !(key instanceof PublicKey) ? null : (PublicKey) key;
        } catch (RuntimeException e) {
            return null;
        }
    }

    // Only the members that make up the key: certificates and URLs beside them mean nothing here.
    private static Map<String, Object> bare(Map<?, ?> entry) {
        Map<String, Object> bare = new LinkedHashMap<>();
        for (String member : new String[] {"kty", "kid", "alg", "n", "e", "crv", "x", "y"}) {
            Object value = entry.get(member);
            if (value instanceof String) {
                bare.put(member, value);
            }
        }
        return bare;
    }

    private static final class VerificationKey {
        private final @Nullable String id;
        private final Set<SigningAlgorithm> algorithms;
        private final PublicKey key;
        private final Map<String, Object> entry;

        VerificationKey(
                @Nullable String id, Set<SigningAlgorithm> algorithms, PublicKey key, Map<String, Object> entry) {
            this.entry = entry;
            this.id = id;
            this.algorithms = algorithms;
            this.key = key;
        }
    }
}
