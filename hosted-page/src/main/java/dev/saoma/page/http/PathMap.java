package dev.saoma.page.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values by path: exact ones, and those that end with a slash and stand for everything below. The longest prefix wins. A
 * look-up reads each character of a path at most once per prefix, so its cost grows linearly with the path.
 */
final class PathMap<T> {
    private final Map<String, T> exact = new HashMap<>();
    private final List<Map.Entry<String, T>> below = new ArrayList<>();

    /** @throws IllegalArgumentException if the path has a value already */
    void put(String path, T value) {
        boolean known = below.stream().anyMatch(prefix -> prefix.getKey().equals(path));
        if (known || exact.containsKey(path)) {
            throw new IllegalArgumentException("path: " + path + " is there already");
        }
        if (!path.endsWith("/")) {
            exact.put(path, value);
            return;
        }
        below.add(Map.entry(path, value));
        below.sort(Comparator.comparingInt(prefix -> -prefix.getKey().length()));
    }

    Optional<T> find(CharSequence path) {
        T found = exact.get(path.toString());
        if (found != null) {
            return Optional.of(found);
        }
        return below.stream()
                .filter(prefix -> startsWith(path, prefix.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static boolean startsWith(CharSequence path, String prefix) {
        if (path.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (path.charAt(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
