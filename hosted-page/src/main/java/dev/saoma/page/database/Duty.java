package dev.saoma.page.database;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an administrator may do. */
public enum Duty {
    /** Everything, administrators included; not the export of the audit. */
    OWNER,
    /** People and what belongs to them. */
    OPERATOR,
    /** Reads everything, exports the audit, writes nothing. */
    AUDITOR;

    /** As it stands in the table and in forms. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The duty with that code; empty for any other text. */
    public static Optional<Duty> of(String code) {
        return Stream.of(values()).filter(duty -> duty.code().equals(code)).findFirst();
    }
}
