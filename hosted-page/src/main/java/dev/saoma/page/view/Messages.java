package dev.saoma.page.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of all languages, read once. A missing text is a bug of ours and throws at once. */
public final class Messages {
    /** Prefix of the keys of error details for developers. */
    public static final String DETAIL = "detail.";

    private static final Pattern PARAMETER = Pattern.compile("\\{\\d}");

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);
    private final List<Sentence> details = new ArrayList<>();

    /** The key of a text, and a pattern of its English version with any text in place of a parameter. */
    private record Sentence(String key, Pattern english) {}

    Messages() {
        this(Messages.class);
    }

    /** Reads the texts located beside {@code owner}, in files such as {@code messages_en.properties}. */
    public Messages(Class<?> owner) {
        for (Language language : Language.values()) {
            texts.put(language, load(owner, "messages_" + language.tag() + ".properties"));
        }
        for (String key : keys(Language.ENGLISH)) {
            if (key.startsWith(DETAIL)) {
                details.add(new Sentence(key, pattern(text(Language.ENGLISH, key))));
            }
        }
    }

    /** Returns the text as is. */
    public String text(Language language, String key) {
        String text = properties(language).getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text \"" + key + "\" in " + language.tag());
        }
        return text;
    }

    /** Returns the text with the arguments filled in by {@link MessageFormat}; without arguments, the text as is. */
    public String text(Language language, String key, Object... arguments) {
        String text = text(language, key);
        return arguments.length == 0 ? text : new MessageFormat(text, language.locale()).format(arguments);
    }

    Problem problem(Language language, ErrorKind kind) {
        String prefix = "error." + kind.wireName();
        return new Problem(text(language, prefix + ".title"), text(language, prefix + ".text"));
    }

    /**
     * Returns the error detail for developers in a language. Code, log and protocol use English, so the English sentence is
     * the key, as with gettext; one without a translation is returned unchanged.
     */
    public String detail(Language language, String english) {
        if (language == Language.ENGLISH) {
            return english;
        }
        for (Sentence sentence : details) {
            Matcher found = sentence.english.matcher(english);
            if (found.matches()) {
                Object[] parameters = IntStream.rangeClosed(1, found.groupCount())
                        .mapToObj(found::group)
                        .toArray();
                return text(language, sentence.key, parameters);
            }
        }
        return english;
    }

    /** Returns the key of an English sentence for developers, if it has a translation. */
    public Optional<String> detailKey(String english) {
        return details.stream()
                .filter(sentence -> sentence.english.matcher(english).matches())
                .map(Sentence::key)
                .findFirst();
    }

    private static Pattern pattern(String english) {
        // The texts have curved apostrophes, the code has straight ones.
        return Pattern.compile(
                Arrays.stream(PARAMETER.split(english.replace('’', '\''), -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("(.+)")),
                Pattern.DOTALL);
    }

    /** Returns the keys of all texts in a language. */
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
