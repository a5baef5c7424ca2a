package dev.saoma.page.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of the live values of one kind that this node has stored, so that it can drop the oldest. Thread-safe. */
final class StoredKeys {
    private final Duration lifetime;
    private final Clock clock;
    /** When each value expires, in milliseconds since 1970; the key that was stored last is at the end. */
    private final Map<String, Long> expiries = new LinkedHashMap<>();

    StoredKeys(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Records that a value was stored, or stored again, under the key. */
    synchronized void stored(String key) {
        expiries.remove(key); // So that it is added at the end again.
        expiries.put(key, clock.millis() + lifetime.toMillis());
    }

    synchronized void removed(String key) {
        expiries.remove(key);
    }

    /** Removes the oldest key and returns it, if there are more than {@code most}. */
    synchronized Optional<String> surplus(int most) {
        forgetExpired();
        if (expiries.size() <= most) {
            return Optional.empty();
        }
        Iterator<String> oldestFirst = expiries.keySet().iterator();
        String oldest = oldestFirst.next();
        oldestFirst.remove();
        return Optional.of(oldest);
    }

    synchronized int size() {
        forgetExpired();
        return expiries.size();
    }

    private void forgetExpired() {
        long now = clock.millis();
        Iterator<Long> oldestFirst = expiries.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() <= now) {
            oldestFirst.remove();
        }
    }
}
