package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. The message lists every mistake: where, why, and what to do; never a secret value. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    private SettingsException(String message, List<Mistake> mistakes) {
        super(message);
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * One thing to correct.
     *
     * @param key path of the key, such as {@code applications[0].clientId}
     * @param line line in the file, from 1; 0 where there is none
     * @param why what is wrong
     * @param fix what to write instead
     */
    public record Mistake(String key, int line, String why, String fix) {
        @Override
        public String toString() {
            return (line > 0 ? "line " + line + ", " : "") + key + ": " + why + " " + fix;
        }
    }

    static SettingsException of(String source, List<Mistake> mistakes) {
        String count = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return new SettingsException(
                mistakes.stream()
                        .map(m -> "\n  - " + m)
                        .collect(Collectors.joining("", source + " has " + count + ":", "")),
                mistakes);
    }

    static SettingsException unreadable(Path file, Exception cause) {
        Mistake mistake = new Mistake(
                file.toString(),
                0,
                "cannot be read (" + cause.getClass().getSimpleName() + ").",
                "Name an existing YAML file in UTF-8 that this user may read.");
        return of(file.toString(), List.of(mistake));
    }

    /** The mistakes, in the order of the file's reading. */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }
}
