package dev.saoma.filter.internal.application;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.log.LogBudget;
import dev.saoma.filter.internal.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs one warning per failed sign-in, with an id that the user's page and the listener's event also show. Anyone can cause
 * failures, so there are at most sixty lines a minute. Thread-safe.
 */
public final class FailureLog {
    private static final Logger LOG = FilterLog.logger();
    private static final int MAX_PER_MINUTE = 60;
    /** Letters and digits that are not mistaken for one another over the telephone. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final LogBudget budget;
    private final SecureRandom random;
    private final Events events;

    public FailureLog(Clock clock, SecureRandom random, Events events) {
        this.budget = new LogBudget(clock, MAX_PER_MINUTE, "failed sign-ins");
        this.random = Objects.requireNonNull(random, "random");
        this.events = Objects.requireNonNull(events, "events");
    }

    /** Writes the log line and returns its id. */
    public String write(HttpServletRequest request, Page page, @Nullable String message) {
        return write(request, page, message, null, null);
    }

    /** Writes the log line of a user whom the application does not admit. */
    public String write(HttpServletRequest request, NotAdmittedException e) {
        return write(request, e.page(), e.getMessage(), e.getCause(), e.subject());
    }

    /** Writes the log line with an exception. */
    public String write(
            HttpServletRequest request,
            Page page,
            @Nullable String message,
            @Nullable Throwable thrown,
            @Nullable String subject) {
        String id = newId();
        if (budget.take()) {
            LOG.log(Level.WARNING, "Sign-in failed [id={0}, page={1}]: {2}", new Object[] {
                id, page, FilterLog.oneLine(message)
            });
            if (thrown != null) {
                LOG.log(Level.WARNING, "Thrown on the way [id=" + id + "]", thrown);
            }
        }
        events.refused(request, Events.reason(page), id, subject);
        return id;
    }

    /** Writes a line that is not about a failed sign-in, within the same budget. */
    public void note(String message) {
        line(Level.INFO, message);
    }

    /** Writes a line as {@link #note} does, but as a warning. */
    public void warn(String message) {
        line(Level.WARNING, message);
    }

    private void line(Level level, String message) {
        if (budget.take()) {
            LOG.log(level, "{0}", FilterLog.oneLine(message));
        }
    }

    private String newId() {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
