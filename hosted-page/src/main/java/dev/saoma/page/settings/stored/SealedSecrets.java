package dev.saoma.page.settings.stored;

import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Seals secrets that nodes have to send, for a pool's database, with keys that the database does not have. A sealed text
 * opens only for the same pool, place and AppID. Thread-safe.
 */
public final class SealedSecrets {
    private static final Instant NEVER = Instant.MAX;

    private final String pool;
    private final List<SealKey> keys;

    /** Creates the codec of a pool; {@code keys} have 32 bytes each, the first one seals, any of them opens. */
    public SealedSecrets(String pool, List<byte[]> keys) {
        this.pool = pool;
        this.keys = keys.stream().map(SealKey::of).toList();
    }

    private Sealer sealer(List<SealKey> with) {
        return new Sealer(with, "pool " + pool, Clock.systemUTC(), new SecureRandom());
    }

    private static String purpose(String place, String appId) {
        return place + ".appSecret of " + appId;
    }

    /**
     * Seals the AppSecret of an AppID.
     *
     * @param place its place in the settings, such as {@code wechat}
     */
    public String seal(String place, String appId, String secret) {
        return sealer(keys).seal(purpose(place, appId), secret.getBytes(StandardCharsets.UTF_8), NEVER);
    }

    /** Opens an AppSecret; empty if it was sealed with another key, for another place or for another AppID. */
    public Optional<String> open(String place, String appId, String sealed) {
        return open(keys, place, appId, sealed);
    }

    /** Whether the first key opens the secret, so that the other keys can be removed. */
    public boolean isOfFirstKey(String place, String appId, String sealed) {
        return open(keys.subList(0, Math.min(1, keys.size())), place, appId, sealed)
                .isPresent();
    }

    private Optional<String> open(List<SealKey> with, String place, String appId, String sealed) {
        return with.isEmpty()
                ? Optional.empty()
                : sealer(with)
                        .open(purpose(place, appId), sealed)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
