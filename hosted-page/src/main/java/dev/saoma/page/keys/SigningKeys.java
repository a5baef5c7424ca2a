package dev.saoma.page.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The signing keys, and what each is used for at present. Thread-safe.
 *
 * <pre>
 *   made ──── published, not yet used ──── from ──── signs ──── from of the next ──── published still ──── gone
 *             (applications load it)                                                  (its tokens expire)
 * </pre>
 */
public final class SigningKeys {
    /** How long a key is published after its successor has begun to sign: longer than any token it signed is valid. */
    static final Duration KEPT = Duration.ofDays(1).plusMinutes(10);

    private final Supplier<List<SigningKey>> source;
    private final Clock clock;

    /** Creates the view of the keys that {@code source} currently returns. */
    public SigningKeys(Supplier<List<SigningKey>> source, Clock clock) {
        this.source = Objects.requireNonNull(source, "source");
        this.clock = clock;
    }

    /**
     * Returns the key that currently signs with {@code algorithm}; if none has begun, the earliest.
     *
     * @throws IllegalStateException if there is none, which the start-up checks rule out
     */
    public SigningKey inUse(String algorithm) {
        List<SigningKey> all = source.get().stream()
                .filter(key -> key.algorithm().equals(algorithm))
                .toList();
        return all.stream()
                .filter(key -> !key.from().isAfter(clock.instant()))
                .max(Comparator.comparing(SigningKey::from))
                .or(() -> all.stream().min(Comparator.comparing(SigningKey::from)))
                .orElseThrow(() -> new IllegalStateException("no key for " + algorithm));
    }

    /** Returns the keys published as JWKS: current, next, and retired ones whose tokens may still be valid. */
    public List<SigningKey> published() {
        List<SigningKey> all = source.get();
        return all.stream().filter(key -> !isGone(key, all)).toList();
    }

    private boolean isGone(SigningKey key, List<SigningKey> all) {
        return all.stream()
                .filter(next ->
                        next.algorithm().equals(key.algorithm()) && next.from().isAfter(key.from()))
                .anyMatch(next -> !clock.instant().isBefore(next.from().plus(KEPT)));
    }

    /** Returns the public keys as a JWK set (RFC 7517). */
    public String jwks() {
        return published().stream().map(SigningKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
