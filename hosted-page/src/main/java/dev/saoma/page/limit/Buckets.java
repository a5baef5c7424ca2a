package dev.saoma.page.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * A token bucket for each name. A bucket that has not been used for a while is full again, so dropping it changes nothing;
 * above the maximum the least used ones are dropped, and their owners start with a full one. Thread-safe.
 */
final class Buckets {
    static final int MOST = 50_000;
    private static final Duration FULL_AGAIN = Duration.ofMinutes(2);

    private final int perMinute;
    private final int atOnce;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(FULL_AGAIN)
            .build();

    /**
     * Creates the buckets.
     *
     * @param perMinute how many requests are allowed in the long run; 0 for no limit
     * @param atOnce how many are allowed at once after a pause
     */
    Buckets(int perMinute, int atOnce, TimeMeter time) {
        this.perMinute = perMinute;
        this.atOnce = Math.max(1, atOnce);
        this.time = time;
    }

    Optional<Duration> take(String name) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe = buckets.get(name, any -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Returns what {@link #take} would, without taking a token. */
    Optional<Duration> look(String name) {
        Bucket bucket = buckets.getIfPresent(name);
        if (bucket == null) {
            return Optional.empty();
        }
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return probe.canBeConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
