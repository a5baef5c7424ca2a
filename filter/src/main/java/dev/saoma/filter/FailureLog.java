package dev.saoma.filter;

import dev.saoma.filter.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One warning per failed sign-in, with an id that the user's page and the application's listener get too. Anybody can cause
 * failures, so there are at most sixty lines a minute. Thread-safe.
 */
final class FailureLog {
    private static final Logger LOG = Logger.getLogger(LoginFilter.class.getName());
    private static final int MAX_PER_MINUTE = 60;
    private static final int MAX_LENGTH = 500;
    /** Letters and digits that are not taken for one another on the telephone. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final LogBudget budget;
    private final SecureRandom random;
    private final Events events;

    FailureLog(Clock clock, SecureRandom random, Events events) {
        this.budget = new LogBudget(clock, MAX_PER_MINUTE, "failed sign-ins");
        this.random = Objects.requireNonNull(random, "random");
        this.events = Objects.requireNonNull(events, "events");
    }

    /** Writes the line and returns the id. */
    String write(HttpServletRequest request, Page page, @Nullable String message) {
        return write(request, page, message, null, null);
    }

    /** The same for somebody whom the application does not let in. */
    String write(HttpServletRequest request, NotAdmittedException e) {
        return write(request, e.page(), e.getMessage(), e.getCause(), e.subject());
    }

    /** The same with what was thrown on the way. */
    String write(
            HttpServletRequest request,
            Page page,
            @Nullable String message,
            @Nullable Throwable thrown,
            @Nullable String subject) {
        String id = newId();
        if (budget.take()) {
            LOG.log(Level.WARNING, "Sign-in failed [id={0}, page={1}]: {2}", new Object[] {id, page, oneLine(message)});
            if (thrown != null) {
                LOG.log(Level.WARNING, "Thrown on the way [id=" + id + "]", thrown);
            }
        }
        events.refused(request, SignInEvent.Reason.of(page), id, subject);
        return id;
    }

    /** Writes a line about something that is no failed sign-in; of the same budget. */
    void note(String message) {
        line(Level.INFO, message);
    }

    /** The same as a warning. */
    void warn(String message) {
        line(Level.WARNING, message);
    }

    private void line(Level level, String message) {
        if (budget.take()) {
            LOG.log(level, "{0}", oneLine(message));
        }
    }

    private String newId() {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static String oneLine(@Nullable String message) {
        String text = String.valueOf(message).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
