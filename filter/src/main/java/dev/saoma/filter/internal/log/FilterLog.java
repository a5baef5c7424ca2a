package dev.saoma.filter.internal.log;

import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The filter's logger, and the sanitising of text for its lines. */
public final class FilterLog {
    /** Documented, because administrators set levels by it: the class that they declare in {@code web.xml}. */
    private static final Logger LOGGER = Logger.getLogger("dev.saoma.filter.LoginFilter");

    private static final int MAX_LENGTH = 500;

    private FilterLog() {}

    /** Returns the logger of every class of the filter. */
    public static Logger logger() {
        return LOGGER;
    }

    /** Returns the text on one line, without control characters, and shortened. */
    public static String oneLine(@Nullable String message) {
        String text = String.valueOf(message).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
