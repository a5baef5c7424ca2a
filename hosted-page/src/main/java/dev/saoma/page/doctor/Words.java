package dev.saoma.page.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Renders findings in Chinese or English. */
public final class Words {
    private final Properties texts = new Properties();

    private Words(String file) {
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the texts in that language if it is Chinese, otherwise in English. */
    public static Words in(Locale locale) {
        return new Words(locale.getLanguage().equals("zh") ? "words_zh-CN.properties" : "words_en.properties");
    }

    /**
     * Creates the texts in the language of a terminal with that environment ({@code LC_ALL}, {@code LC_MESSAGES}, {@code
     * LANG}).
     *
     * @param chinese whether Chinese can be written there
     */
    public static Words of(Map<String, String> environment, boolean chinese) {
        String language = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return in(chinese && language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH);
    }

    /** Returns a finding as one line, without its line end. */
    public String say(Finding finding) {
        String grade = text("grade." + finding.grade().name().toLowerCase(Locale.ROOT));
        return grade + "  " + say(finding.key(), finding.facts().toArray());
    }

    /** Returns the text with that key, with the facts filled in. */
    public String say(String key, Object... facts) {
        return new MessageFormat(text(key), Locale.ROOT).format(facts);
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text \"" + key + "\"");
        }
        return text;
    }
}
