package dev.saoma.page.doctor;

import java.util.List;

/**
 * The result of one check.
 *
 * @param grade its severity
 * @param key key of its text
 * @param facts values to fill into the text; no secrets
 */
public record Finding(Grade grade, String key, List<String> facts) {
    /** The severity of a finding. */
    public enum Grade {
        /** In order. */
        GOOD,
        /** Good to know, or impossible to find out from here. */
        NOTE,
        /** No user can sign in, or something is not safe. */
        BAD
    }

    /** Copies the list. */
    public Finding {
        facts = List.copyOf(facts);
    }

    static Finding good(String key, Object... facts) {
        return of(Grade.GOOD, key, facts);
    }

    static Finding note(String key, Object... facts) {
        return of(Grade.NOTE, key, facts);
    }

    /** Returns the finding that newer settings, in the file or a database, are not in use. */
    public static Finding settingsRefused(String why) {
        return bad("settings.refused", why);
    }

    static Finding bad(String key, Object... facts) {
        return of(Grade.BAD, key, facts);
    }

    private static Finding of(Grade grade, String key, Object... facts) {
        return new Finding(
                grade, key, List.of(facts).stream().map(String::valueOf).toList());
    }
}
