package dev.saoma.page.database;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The role of an administrator in the console. */
public enum Duty {
    /**
     * Manages everything, administrators included, but does not export the audit; with separate duties, only administrators,
     * API tokens and WeChat's credentials.
     */
    OWNER,
    /** Manages people, invitations, applications and the look. */
    OPERATOR,
    /** Reads everything, exports the audit, writes nothing. */
    AUDITOR;

    /** Returns the code used in the table and in forms. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds the duty with that code; empty for any other text. */
    public static Optional<Duty> of(String code) {
        return Stream.of(values()).filter(duty -> duty.code().equals(code)).findFirst();
    }
}
