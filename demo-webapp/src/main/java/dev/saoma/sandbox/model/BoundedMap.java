package dev.saoma.sandbox.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that drops its oldest entry when there are more than {@code maxEntries}. */
public final class BoundedMap<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int maxEntries;

    /** Creates an empty map. */
    public BoundedMap(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > maxEntries;
    }
}
