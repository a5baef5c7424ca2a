package dev.saoma.page.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A store in the memory of this process, for a single node: its content is lost on a restart. Limited by count per kind. If
 * a kind is full of live values, the oldest is dropped if the kind is expendable; otherwise storing fails.
 */
public final class MemoryStore implements Store {
    /** Values per kind: about 100 MB in the worst case, and usually enough for an hour of a thousand sign-ins a minute. */
    public static final int DEFAULT_MAX_VALUES = 100_000;

    private final Clock clock;
    private final int maxValues;
    private final Map<Kind, Shelf> shelves = new ConcurrentHashMap<>();

    /** Creates a store of at most {@code maxValues} values of each kind. */
    public MemoryStore(Clock clock, int maxValues) {
        if (maxValues < 1) {
            throw new IllegalArgumentException("maxValues: at least 1 expected, not " + maxValues);
        }
        this.clock = clock;
        this.maxValues = maxValues;
    }

    @Override
    public void put(Kind kind, String key, String value) {
        shelf(kind).put(key, value, true);
    }

    @Override
    public boolean putIfAbsent(Kind kind, String key, String value) {
        return shelf(kind).put(key, value, false);
    }

    @Override
    public Optional<String> get(Kind kind, String key) {
        return shelf(kind).find(key, false);
    }

    @Override
    public Optional<String> take(Kind kind, String key) {
        return shelf(kind).find(key, true);
    }

    @Override
    public Map<String, Integer> sizes() {
        return shelves.entrySet().stream()
                .collect(Collectors.toMap(
                        shelf -> shelf.getKey().tag(), shelf -> shelf.getValue().size(), Integer::sum, TreeMap::new));
    }

    @Override
    public boolean isReady() {
        return true;
    }

    private Shelf shelf(Kind kind) {
        return shelves.computeIfAbsent(kind, Shelf::new);
    }

    private record Entry(String value, Instant expires) {}

    /**
     * The values of one kind. All have the same lifetime, so the oldest expires first, unless the clock steps back: that is
     * why reading checks each value's own expiry.
     */
    private final class Shelf {
        private final Kind kind;
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        Shelf(Kind kind) {
            this.kind = kind;
        }

        synchronized boolean put(String key, String value, boolean replace) {
            Instant now = clock.instant();
            dropExpired(now);
            Entry present = entries.get(key);
            if (present != null) {
                if (!replace && present.expires().isAfter(now)) {
                    return false;
                }
                entries.remove(key); // So that it is added at the end again.
            }
            if (entries.size() >= maxValues && kind.expendable()) {
                Iterator<Entry> oldestFirst = entries.values().iterator();
                oldestFirst.next();
                oldestFirst.remove();
            } else if (entries.size() >= maxValues) {
                throw new StoreUnavailableException("The store holds " + maxValues + " values of kind " + kind.tag()
                        + " that still live, and takes no more.");
            }
            entries.put(key, new Entry(value, now.plus(kind.lifetime())));
            return true;
        }

        synchronized Optional<String> find(String key, boolean remove) {
            Instant now = clock.instant();
            dropExpired(now);
            Entry entry = remove ? entries.remove(key) : entries.get(key);
            return Optional.ofNullable(entry)
                    .filter(found -> found.expires().isAfter(now))
                    .map(Entry::value);
        }

        synchronized int size() {
            dropExpired(clock.instant());
            return entries.size();
        }

        private void dropExpired(Instant now) {
            Iterator<Entry> oldestFirst = entries.values().iterator();
            while (oldestFirst.hasNext() && !oldestFirst.next().expires().isAfter(now)) {
                oldestFirst.remove();
            }
        }
    }
}
