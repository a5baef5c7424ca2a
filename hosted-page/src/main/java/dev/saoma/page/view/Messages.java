package dev.saoma.page.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The texts of all languages, read once. A text that is missing is a mistake of ours and fails at once. */
public final class Messages {

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    Messages() {
        this(Messages.class);
    }

    /** The texts beside that class, in files such as {@code messages_en.properties}. */
    public Messages(Class<?> owner) {
        for (Language language : Language.values()) {
            texts.put(language, load(owner, "messages_" + language.tag() + ".properties"));
        }
    }

    /** The text as it stands. */
    public String text(Language language, String key) {
        String text = properties(language).getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text \"" + key + "\" in " + language.tag());
        }
        return text;
    }

    /** Texts with parameters follow {@link MessageFormat}; those without are taken as they stand, apostrophes and all. */
    public String text(Language language, String key, Object... arguments) {
        String text = text(language, key);
        return arguments.length == 0 ? text : new MessageFormat(text, language.locale()).format(arguments);
    }

    Problem problem(Language language, ErrorKind kind) {
        String prefix = "error." + kind.wireName();
        return new Problem(text(language, prefix + ".title"), text(language, prefix + ".text"));
    }

    /** The names of all texts. */
    public Set<String> keys(Language language) {
        return properties(language).stringPropertyNames();
    }

    private Properties properties(Language language) {
        Properties found = texts.get(language);
        if (found == null) {
            throw new IllegalStateException("no texts in " + language.tag());
        }
        return found;
    }

    private static Properties load(Class<?> owner, String file) {
        Properties properties = new Properties();
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
