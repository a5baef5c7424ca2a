package dev.saoma.page.console.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's session in one browser.
 *
 * @param subject the administrator; null if the session is from the command line
 * @param begunAt in milliseconds since 1970
 * @param scannedAt when the person last scanned, in milliseconds since 1970; 0 if the session is from the command line
 * @param seenAt when last used, accurate to a minute
 * @param formToken CSRF token, contained in every form of this session
 */
public record Session(@Nullable String subject, long begunAt, long scannedAt, long seenAt, String formToken) {
    public static final Duration IDLE = Duration.ofMinutes(20);
    public static final Duration LONGEST = Duration.ofHours(8);
    public static final Duration SHELL = Duration.ofMinutes(30);
    /** Maximum age of the scan for actions that need a fresh one. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    public boolean fromShell() {
        return subject == null;
    }

    public Instant until() {
        return Instant.ofEpochMilli(begunAt).plus(fromShell() ? SHELL : LONGEST);
    }

    public boolean isFresh(Instant now) {
        return fromShell() || now.isBefore(Instant.ofEpochMilli(scannedAt).plus(FRESH));
    }

    public Session seen(long now) {
        return new Session(subject, begunAt, scannedAt, now, formToken);
    }

    @Override
    public String toString() {
        return "Session[…]";
    }
}
