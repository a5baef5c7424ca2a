package dev.saoma.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page kept as a resource file. <code>{{name}}</code> becomes the escaped value, <code>{{&amp;name}}</code> the value as it
 * is (for parts that are templates themselves), <code>{{#key}}</code> the escaped text of that key in the reader's language.
 */
public final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([&#]?)([a-zA-Z0-9.]+)\\}\\}");

    private final String name;
    private final String source;

    private Template(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /** Loads a template from a resource. */
    public static Template load(String resource) {
        return new Template(resource, new String(read(resource), StandardCharsets.UTF_8));
    }

    /** @throws IllegalStateException if the resource is missing from the build */
    static byte[] read(String resource) {
        try (InputStream in = Template.class.getResourceAsStream("/dev/saoma/sandbox/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("resource dev/saoma/sandbox/" + resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a rendering with texts of this language. */
    public Filling fill(Texts texts) {
        return new Filling(this, texts);
    }

    /** The values for one rendering. */
    public static final class Filling {

        private final Template template;
        private final Texts texts;
        private final Map<String, String> values = new HashMap<>();

        private Filling(Template template, Texts texts) {
            this.template = template;
            this.texts = texts;
        }

        /** Sets a value. */
        public Filling with(String name, String value) {
            values.put(name, value);
            return this;
        }

        /** Sets a number. */
        public Filling with(String name, long value) {
            return with(name, Long.toString(value));
        }

        /** @throws IllegalStateException naming a placeholder that has no value */
        @Override
        public String toString() {
            return PLACEHOLDER
                    .matcher(template.source)
                    .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
        }

        private String value(String kind, String key) {
            if (kind.equals("#")) {
                return Html.escape(texts.get(key));
            }
            String value = values.get(key);
            if (value == null) {
                throw new IllegalStateException(template.name + " needs a value for " + key);
            }
            return kind.equals("&") ? value : Html.escape(value);
        }
    }
}
