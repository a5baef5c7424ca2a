package dev.saoma.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Thrown if the settings cannot work. The message lists every mistake with its key, the reason and the fix. */
public final class InvalidSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> mistakes;

    /** @param mistakes one text each, beginning with the key */
    public InvalidSettingsException(List<String> mistakes) {
        this(mistakes, "");
    }

    /**
     * @param mistakes one text each, beginning with the key
     * @param lookedAt the file that was read, or was not found; empty if the settings were given by code
     */
    public InvalidSettingsException(List<String> mistakes, String lookedAt) {
        super("The Saoma sign-in filter cannot start; settings to correct: " + mistakes.size() + "\n  - "
                + String.join("\n  - ", mistakes)
                + (lookedAt.isEmpty()
                        ? ""
                        : "\nRead: init-params, system properties saoma.*, environment SAOMA_*, JNDI java:comp/env/saoma/*; "
                                + lookedAt));
        this.mistakes = new ArrayList<>(mistakes);
    }

    /** Returns one text per mistake, each beginning with the key; unmodifiable. */
    public List<String> mistakes() {
        return Collections.unmodifiableList(mistakes);
    }
}
