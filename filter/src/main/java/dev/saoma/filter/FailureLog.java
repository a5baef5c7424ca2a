package dev.saoma.filter;

import dev.saoma.filter.web.Page;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One warning per failed sign-in, with an id that the user's page shows too. Anybody can cause failures, so there are at
 * most sixty lines a minute. Thread-safe.
 */
final class FailureLog {
    private static final Logger LOG = Logger.getLogger(LoginFilter.class.getName());
    private static final int MAX_PER_MINUTE = 60;
    private static final int MAX_LENGTH = 500;
    /** Letters and digits that are not taken for one another on the telephone. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Clock clock;
    private final SecureRandom random;
    private long minute;
    private int lines;

    FailureLog(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Writes the line and returns the id. */
    String write(Page page, @Nullable String message) {
        return write(page, message, null);
    }

    /** The same with what the application threw. */
    String write(Page page, @Nullable String message, @Nullable Throwable thrown) {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        if (mayWrite()) {
            LOG.log(Level.WARNING, "Sign-in failed [id={0}, page={1}]: {2}", new Object[] {id, page, oneLine(message)});
            if (thrown != null) {
                LOG.log(Level.WARNING, "Thrown by the application [id=" + id + "]", thrown);
            }
        }
        return id.toString();
    }

    private synchronized boolean mayWrite() {
        long now = clock.millis() / 60_000;
        if (now != minute) {
            if (lines > MAX_PER_MINUTE) {
                LOG.log(Level.WARNING, "{0} more failed sign-ins were not logged", lines - MAX_PER_MINUTE);
            }
            minute = now;
            lines = 0;
        }
        lines++;
        return lines <= MAX_PER_MINUTE;
    }

    private static String oneLine(@Nullable String message) {
        String text = String.valueOf(message).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
