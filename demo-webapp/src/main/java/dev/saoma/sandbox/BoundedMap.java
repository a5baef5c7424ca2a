package dev.saoma.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets the entry that was put first when there are more than {@code maxEntries}. */
final class BoundedMap<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int maxEntries;

    BoundedMap(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > maxEntries;
    }
}
