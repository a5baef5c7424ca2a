package dev.saoma.filter.internal.log;

import org.jspecify.annotations.Nullable;

/** The one logger of the filter, and what its lines may hold. */
public final class FilterLog {
    /** Name of the logger for everything that the filter logs: the class that administrators know. */
    public static final String NAME = "dev.saoma.filter.LoginFilter";

    private static final int MAX_LENGTH = 500;

    private FilterLog() {}

    /** The text on one line, without control characters, cut where it is long. */
    public static String oneLine(@Nullable String message) {
        String text = String.valueOf(message).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
