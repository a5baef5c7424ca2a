package dev.saoma.filter.internal.settings;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A properties file that keeps the order of its keys, and detects repeated ones. */
final class PropertiesFile {
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Set<String> twice = new LinkedHashSet<>();

    /** @throws IllegalArgumentException if an escape is broken */
    PropertiesFile(Reader content) throws IOException {
        Properties parser = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (entries.put((String) key, (String) value) != null) {
                    twice.add((String) key);
                }
                return super.put(key, value);
            }
        };
        parser.load(content);
    }

    void forEach(BiConsumer<String, String> entry, Consumer<String> repeatedKey) {
        entries.forEach(entry);
        twice.forEach(repeatedKey);
    }
}
