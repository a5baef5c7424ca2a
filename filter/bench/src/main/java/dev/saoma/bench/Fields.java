package dev.saoma.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields of a message, searched one after the other as in Tomcat. */
final class Fields {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String name, String value) {
        names.add(name);
        values.add(value);
    }

    void set(String name, @Nullable String value) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.remove(i);
                values.remove(i);
            }
        }
        if (value != null) {
            add(name, value);
        }
    }

    @Nullable
    String get(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    List<String> all(String name) {
        String value = get(name);
        return value == null ? Collections.emptyList() : Collections.singletonList(value);
    }

    List<String> names() {
        return names;
    }

    void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < names.size(); i++) {
            action.accept(names.get(i), values.get(i));
        }
    }

    void clear() {
        if (!names.isEmpty()) {
            names.clear();
            values.clear();
        }
    }
}
