package dev.saoma.page.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Values that are more than text. */
final class Values {
    private Values() {}

    /** An ISO 8601 duration within those bounds, both included. */
    static Optional<Duration> duration(
            Section section, String key, Optional<String> text, Duration shortest, Duration longest) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String fix = "Write a duration from " + shortest + " to " + longest + "; ten minutes is \"PT10M\".";
        try {
            Duration duration = Duration.parse(text.get());
            if (duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0) {
                return Optional.of(duration);
            }
            section.mistake(key, "is out of range.", fix);
        } catch (DateTimeParseException e) {
            section.mistake(key, "is not an ISO 8601 duration.", fix);
        }
        return Optional.empty();
    }

    /** {@code true} or {@code false}, and nothing that YAML also takes for one. */
    static boolean flag(Section section, String key, Optional<String> text, boolean unless) {
        if (text.isEmpty()) {
            return unless;
        }
        if (!text.get().equals("true") && !text.get().equals("false")) {
            section.mistake(key, "is neither true nor false.", "Write true or false.");
        }
        return text.get().equals("true");
    }
}
