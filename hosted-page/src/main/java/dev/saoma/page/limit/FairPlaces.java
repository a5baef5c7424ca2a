package dev.saoma.page.limit;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Limits the concurrent work for each client address, so that a slow one leaves room for others. Thread-safe; stores
 * nothing for addresses without work in progress.
 */
public final class FairPlaces {
    private final int each;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /** Creates places, of which one address may have {@code each}. */
    public FairPlaces(int each) {
        this.each = each;
    }

    /** A place that is occupied until it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes a place for an address; empty if it has none left. An unknown address is not limited. */
    public Optional<Place> enter(Optional<String> address) {
        if (address.isEmpty()) {
            return Optional.of(() -> {});
        }
        String name = address.get();
        boolean[] entered = {false};
        taken.compute(name, (key, before) -> {
            int had = before == null ? 0 : before;
            entered[0] = had < each;
            return entered[0] ? had + 1 : before;
        });
        return entered[0]
                ? Optional.of(() -> taken.computeIfPresent(name, (key, had) -> had == 1 ? null : had - 1))
                : Optional.empty();
    }
}
