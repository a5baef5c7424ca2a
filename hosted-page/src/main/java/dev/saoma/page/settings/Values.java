package dev.saoma.page.settings;

import dev.saoma.page.settings.Findings.Fact;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads typed values. Their defaults and bounds also appear in the reference. */
final class Values {
    private Values() {}

    /** Reads a text of at most {@code most} characters. */
    static Optional<String> text(Section section, String key, int most) {
        section.fact(key, Fact.MOST, most);
        Optional<String> text = section.text(key);
        if (text.filter(value -> value.length() > most).isPresent()) {
            section.mistake(key, "is longer than " + most + " characters.", "Shorten it.");
        }
        return text;
    }

    /** Reads a value by {@code parse}; returns {@code unless} if there is none, or {@code parse} reports a mistake. */
    static <T> T parsed(Section section, String key, T unless, Function<String, Optional<T>> parse) {
        section.fact(key, Fact.DEFAULT, unless);
        return section.text(key).flatMap(parse).orElse(unless);
    }

    /** Reads {@code true} or {@code false}; other booleans of YAML are mistakes. */
    static boolean flag(Section section, String key, boolean unless) {
        return parsed(section, key, unless, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                section.mistake(key, "is neither true nor false.", "Write true or false.");
            }
            return Optional.of(text.equals("true"));
        });
    }

    /** Reads an ISO 8601 duration within inclusive bounds. */
    static Duration duration(Section section, String key, Duration unless, Duration shortest, Duration longest) {
        bounds(section, key, shortest, longest);
        String fix = "Write a duration from " + shortest + " to " + longest + "; ten minutes is \"PT10M\".";
        return parsed(section, key, unless, text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0) {
                    return Optional.of(duration);
                }
                section.mistake(key, "is out of range.", fix);
            } catch (DateTimeParseException e) {
                section.mistake(key, "is not an ISO 8601 duration.", fix);
            }
            return Optional.empty();
        });
    }

    /** Reads a number from 0 to {@code most}. */
    static int number(Section section, String key, int unless, int most, String fix) {
        bounds(section, key, 0, most);
        return parsed(section, key, unless, text -> {
            boolean digits = text.matches("[0-9]+")
                    && text.length() <= String.valueOf(most).length();
            if (digits && Integer.parseInt(text) <= most) {
                return Optional.of(Integer.valueOf(text));
            }
            section.mistake(key, "is not a number from 0 to " + most + ".", fix);
            return Optional.empty();
        });
    }

    /**
     * Reads the name of a constant in lower case.
     *
     * @param why the message for any other word; {@code {}} in it stands for the word
     */
    static <E extends Enum<E>> E choice(Section section, String key, E unless, String why, String fix) {
        return choice(section, key, unless, one -> one.name().toLowerCase(Locale.ROOT), why, fix);
    }

    /** As the overload; {@code word} returns the name of a constant in the settings. */
    static <E extends Enum<E>> E choice(
            Section section, String key, E unless, Function<E, String> word, String why, String fix) {
        List<E> all = List.of(unless.getDeclaringClass().getEnumConstants());
        section.fact(key, Fact.CHOICES, all.stream().map(word).collect(Collectors.joining(" ")));
        section.fact(key, Fact.DEFAULT, word.apply(unless));
        Optional<String> text = section.text(key);
        Optional<E> chosen = text.flatMap(value ->
                all.stream().filter(one -> word.apply(one).equals(value)).findFirst());
        if (text.isPresent() && chosen.isEmpty()) {
            section.mistake(key, why.replace("{}", text.get()), fix);
        }
        return chosen.orElse(unless);
    }

    /** Records the bounds of a key that its reader checks. */
    static void bounds(Section section, String key, Object lowest, Object highest) {
        section.fact(key, Fact.FROM, lowest);
        section.fact(key, Fact.TO, highest);
    }
}
