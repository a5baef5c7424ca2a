package dev.saoma.page.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What determines a page apart from the texts in it: the template, which variables there are, and the values of those that
 * templates compare or count. Two pages of one shape differ only in {@link #texts}, so a variable must be one of
 * {@link #COMPARED} if a template does more with it than write it or test whether it is present.
 *
 * @param name the same for all pages of one shape
 * @param texts the texts, in the order of the variables
 */
record Shape(String name, List<String> texts) {
    /** Variables whose value is one of a few words of ours. */
    static final Set<String> COMPARED = Set.of("look", "advice");

    static Shape of(String template, Map<String, @Nullable Object> variables) {
        StringBuilder name = new StringBuilder(512).append(template);
        List<String> texts = new ArrayList<>();
        variables.forEach((key, value) -> describe(key, value, name, texts));
        return new Shape(name.toString(), texts);
    }

    private static void describe(String key, @Nullable Object value, StringBuilder name, List<String> texts) {
        name.append(' ').append(key).append('=');
        if (isText(key, value)) {
            name.append('"');
            texts.add((String) value);
        } else if (value instanceof Map<?, ?> map) {
            name.append('{');
            map.forEach((inner, innerValue) -> describe(inner.toString(), innerValue, name, texts));
            name.append('}');
        } else if (value instanceof List<?> list) {
            name.append('[');
            list.forEach(item -> describe("", item, name, texts));
            name.append(']');
        } else {
            name.append(value);
        }
    }

    /** Returns the same variables with a placeholder of {@link Skeleton} for each text. */
    static Map<String, @Nullable Object> marked(Map<String, @Nullable Object> variables) {
        Map<String, @Nullable Object> marked = new LinkedHashMap<>();
        int[] count = {0};
        variables.forEach((key, value) -> marked.put(key, marked(key, value, count)));
        return marked;
    }

    private static @Nullable Object marked(String key, @Nullable Object value, int[] count) {
        if (isText(key, value)) {
            return Skeleton.mark(count[0]++);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            map.forEach((name, item) -> inner.put(name.toString(), marked(name.toString(), item, count)));
            return inner;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> inner = new ArrayList<>();
            list.forEach(item -> inner.add(marked("", item, count)));
            return inner;
        }
        return value;
    }

    /** An empty text is part of the shape: Thymeleaf omits an attribute that is empty. */
    private static boolean isText(String key, @Nullable Object value) {
        return value instanceof String text && !text.isEmpty() && !COMPARED.contains(key);
    }
}
