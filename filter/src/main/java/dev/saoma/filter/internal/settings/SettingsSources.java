package dev.saoma.filter.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sources of settings. For each key, the first of these that has a value applies:
 *
 * <ol>
 *   <li>the init-param {@code clientSecret}
 *   <li>the system property {@code saoma.clientSecret}
 *   <li>the environment variable {@code SAOMA_CLIENT_SECRET}
 *   <li>JNDI {@code java:comp/env/saoma/clientSecret}
 *   <li>the key {@code clientSecret} of one properties file in UTF-8: the one that {@code saoma.config},
 *       {@code SAOMA_CONFIG} or {@code java:comp/env/saoma/config} names, or {@code /WEB-INF/classes/saoma.properties}
 * </ol>
 *
 * Immutable.
 */
public final class SettingsSources {
    private static final String APPLICATION_FILE = "/WEB-INF/classes/saoma.properties";
    private static final String CONFIG = "config";

    private final Map<String, String> initParams;
    private final Function<String, @Nullable InputStream> resources;
    private final References references;

    /**
     * Creates the sources of this process.
     *
     * @param resources opens a file of the application by its path in the WAR, or returns null
     */
    public SettingsSources(Map<String, String> initParams, Function<String, @Nullable InputStream> resources) {
        this(initParams, resources, new SystemReferences());
    }

    SettingsSources(
            Map<String, String> initParams, Function<String, @Nullable InputStream> resources, References references) {
        this.initParams = Collections.unmodifiableMap(new LinkedHashMap<>(initParams));
        this.resources = Objects.requireNonNull(resources, "resources");
        this.references = Objects.requireNonNull(references, "references");
    }

    /** Whether any source has a setting, even an invalid one. */
    public boolean hasAny() {
        SettingsText text = read(Setting.KEYS);
        return text.hasAny() || !text.mistakes().isEmpty();
    }

    /**
     * Returns the words of one setting that is needed before the others are read; empty if it is missing. Mistakes are found
     * later.
     */
    public Set<String> words(String key) {
        SettingsText text = read(Collections.singleton(key));
        String value = text.optional(key);
        return value == null ? Collections.emptySet() : new LineReader(text).words(key, value);
    }

    /** Reads all values, and records every mistake in resolving them. */
    SettingsText read(Collection<String> keys) {
        SettingsText text = new SettingsText(keys, references);
        initParams.forEach((key, value) -> text.put(key, "init-param", value));
        for (String key : keys) {
            if (!text.has(key)) {
                fromProcess(text, key);
            }
        }
        fromFile(text);
        return text;
    }

    private void fromProcess(SettingsText text, String key) {
        for (Place place : Place.values()) {
            String name = place.name(key);
            Optional<String> value = lookUp(text, key, place, name);
            if (value.isPresent()) {
                text.put(key, place.title + " " + name, value.get());
                return;
            }
        }
    }

    private Optional<String> lookUp(SettingsText text, String key, Place place, String name) {
        try {
            return references.find(place.kind, name);
        } catch (IllegalArgumentException e) {
            text.mistake(key, place.title + " " + name + ": " + e.getMessage(), "repair or remove that entry");
            return Optional.empty();
        }
    }

    private void fromFile(SettingsText text) {
        for (Place place : Place.values()) {
            String name = place.name(CONFIG);
            Optional<String> path = lookUp(text, CONFIG, place, name);
            if (path.isPresent()) {
                String title = path.get() + ", named by " + place.title + " " + name;
                try {
                    Optional<String> content = references.find("file", path.get());
                    properties(text, title, new StringReader(content.orElse("")));
                } catch (IllegalArgumentException e) {
                    text.mistake(CONFIG, title + ": " + e.getMessage(), "name a file that this process may read");
                }
                return;
            }
        }
        try (InputStream in = resources.apply(APPLICATION_FILE)) {
            if (in == null) {
                text.lookedAt("there is no file " + APPLICATION_FILE);
            } else {
                properties(text, APPLICATION_FILE, new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException e) {
            text.mistake(
                    CONFIG,
                    APPLICATION_FILE + " cannot be read: " + e.getClass().getSimpleName(),
                    "replace it");
        }
    }

    private static void properties(SettingsText text, String title, Reader content) {
        text.lookedAt("file " + title);
        try {
            new PropertiesFile(withoutMark(content))
                    .forEach(
                            (key, value) -> {
                                if (!text.has(key)) {
                                    text.put(key, "file " + title, value);
                                }
                            },
                            key -> text.mistake(key, "is twice in the file " + title, "remove one of them"));
        } catch (IOException | IllegalArgumentException e) {
            text.mistake(CONFIG, "file " + title + " is no properties file", "write lines of the form key = value");
        }
    }

    // Editors on Windows put a byte order mark in front, which would become part of the first key.
    private static Reader withoutMark(Reader content) throws IOException {
        PushbackReader reader = new PushbackReader(content);
        int first = reader.read();
        if (first >= 0 && first != '\ufeff') {
            reader.unread(first);
        }
        return reader;
    }

    /** The places outside the application, in order. */
    private enum Place {
        PROPERTY("sys", "system property", "saoma."),
        ENVIRONMENT("env", "environment variable", "SAOMA_"),
        JNDI("jndi", "JNDI", "java:comp/env/saoma/");

        final String kind;
        final String title;
        private final String prefix;

        Place(String kind, String title, String prefix) {
            this.kind = kind;
            this.title = title;
            this.prefix = prefix;
        }

        String name(String key) {
            return prefix
                    + (this == ENVIRONMENT ? key.replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT) : key);
        }
    }
}
