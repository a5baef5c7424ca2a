package dev.saoma.filter.internal.oidc;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded memory of what was used recently. When the younger half is full, the older half is forgotten at once and the
 * younger becomes the older; an entry that is requested again moves to the younger half. A hit in the younger half takes no
 * lock. Thread-safe.
 */
final class RecentlyVerified<V> {
    private final int half;
    private volatile ConcurrentHashMap<Key, V> younger = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<Key, V> older = new ConcurrentHashMap<>();

    /** @param capacity the most entries held, apart from those that other threads are adding at the same moment */
    RecentlyVerified(int capacity) {
        this.half = Math.max(1, capacity / 2);
    }

    @Nullable
    V get(Key key) {
        V value = younger.get(key);
        if (value == null) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    void put(Key key, V value) {
        younger.put(key, value);
        if (younger.size() > half) {
            turn();
        }
    }

    private synchronized void turn() {
        if (younger.size() > half) {
            older = younger;
            younger = new ConcurrentHashMap<>();
        }
    }

    int size() {
        return younger.size() + older.size();
    }

    /** A SHA-256 digest. */
    static final class Key {
        private final long a;
        private final long b;
        private final long c;
        private final long d;

        Key(byte[] digest) {
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            a = bytes.getLong();
            b = bytes.getLong();
            c = bytes.getLong();
            d = bytes.getLong();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key
                    && a == ((Key) other).a
                    && b == ((Key) other).b
                    && c == ((Key) other).c
                    && d == ((Key) other).d;
        }

        @Override
        public int hashCode() {
            return (int) a;
        }
    }
}
