package dev.saoma.filter.oidc;

import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Logger LOG = Logger.getLogger(KeySet.class.getName());
    private static final Duration MAX_AGE = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofSeconds(30);
    /** Without any key, every token asks the provider, and a failure is the answer for all that come this soon after. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_KEYS = 64;

    private final Provider provider;
    private final @Nullable KeyFile file;
    private final CachedDocument<List<VerificationKey>> keys;

    public KeySet(Provider provider, Clock clock) {
        this(provider, clock, null);
    }

    /** @param kept file that keeps the last good keys over a restart; null for none */
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
     * The keys that can have made a signature; empty if there is none.
     *
     * @param keyId as the token says; null if it says nothing
     * @param algorithm RS256 or ES256
     * @throws OidcException if no key set is known and none can be fetched
     */
    List<PublicKey> find(@Nullable String keyId, String algorithm) throws OidcException {
        List<VerificationKey> known = keys.get();
        List<PublicKey> found = select(known, keyId, algorithm);
        return found.isEmpty() ? select(keys.refresh(known), keyId, algorithm) : found;
    }

    /** The keys in memory that can have made a signature. Never waits: a key set that has become old is fetched aside. */
    List<PublicKey> known(@Nullable String keyId, String algorithm) {
        List<VerificationKey> known = keys.peek();
        return known == null ? Collections.emptyList() : select(known, keyId, algorithm);
    }

    /** How many usable keys there are, fetched if none are known. */
    int count() throws OidcException {
        return keys.get().size();
    }

    private static List<PublicKey> select(List<VerificationKey> keys, @Nullable String keyId, String algorithm) {
        List<PublicKey> found = new ArrayList<>();
        for (VerificationKey key : keys) {
            if (key.fits(keyId, algorithm)) {
                found.add(key.key);
            }
        }
        return found;
    }

    private List<VerificationKey> load() throws OidcException {
        java.net.URI uri = provider.reachable(provider.metadata().jwksUri());
        Object list = provider.fetchJson(uri, "key set").get("keys");
        if (!(list instanceof Collection)) {
            throw OidcException.fault("key set at " + uri + ": no member keys");
        }
        List<VerificationKey> usable = usable((Collection<?>) list);
        if (usable.isEmpty()) {
            throw OidcException.fault("key set at " + uri + ": no RSA key of 2048 bits or more and no P-256 key");
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
        Object type = entry.get("kty");
        Object use = entry.get("use");
        Object algorithm = entry.get("alg");
        if ((use != null && !"sig".equals(use)) || !("RSA".equals(type) || "EC".equals(type))) {
            return null;
        }
        if (entry.containsKey("d")) {
            LOG.log(Level.WARNING, "The provider publishes a private key; ignored: kid {0}", LogText.safe(id));
            return null;
        }
        String fits = "RSA".equals(type) ? "RS256" : "ES256";
        if ((algorithm != null && !fits.equals(algorithm)) || (id != null && !(id instanceof String))) {
            return null;
        }
        PublicKey key = publicKey(entry);
        if (key == null) {
            LOG.log(Level.WARNING, "Key of the provider ignored, broken or too weak: kid {0}", LogText.safe(id));
            return null;
        }
        return new VerificationKey((String) id, fits, key, bare(entry));
    }

    private static @Nullable PublicKey publicKey(Map<?, ?> entry) {
        try {
            Map<String, Object> bare = bare(entry);
            bare.remove("kid");
            Jwk<?> jwk = Jwks.parser().json(Json.READER).build().parse(Json.text(bare));
            Key key = jwk.toKey();
            boolean strong = key instanceof RSAPublicKey
                    ? ((RSAPublicKey) key).getModulus().bitLength() >= MIN_RSA_BITS
                    : key instanceof ECPublicKey && "P-256".equals(entry.get("crv"));
            return strong ? (PublicKey) key : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    // Only the members that make the key: certificates and URLs beside it mean nothing here.
    private static Map<String, Object> bare(Map<?, ?> entry) {
        Map<String, Object> bare = new LinkedHashMap<>();
        for (String member : new String[] {"kty", "kid", "n", "e", "crv", "x", "y"}) {
            Object value = entry.get(member);
            if (value instanceof String) {
                bare.put(member, value);
            }
        }
        return bare;
    }

    private static final class VerificationKey {
        private final @Nullable String id;
        private final String algorithm;
        private final PublicKey key;
        private final Map<String, Object> entry;

        VerificationKey(@Nullable String id, String algorithm, PublicKey key, Map<String, Object> entry) {
            this.entry = entry;
            this.id = id;
            this.algorithm = algorithm;
            this.key = key;
        }

        boolean fits(@Nullable String wantedId, String wantedAlgorithm) {
            return algorithm.equals(wantedAlgorithm) && (wantedId == null || wantedId.equals(id));
        }
    }
}
