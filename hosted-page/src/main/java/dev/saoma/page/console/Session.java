package dev.saoma.page.console;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An administrator at work in one browser.
 *
 * @param subject who; null where the session is from the shell
 * @param begunAt in milliseconds since 1970
 * @param scannedAt when the person last scanned, likewise; 0 where the session is from the shell
 * @param seenAt when last used, to the minute
 * @param formToken stands in every form of this session and nowhere else
 */
record Session(@Nullable String subject, long begunAt, long scannedAt, long seenAt, String formToken) {
    static final Duration IDLE = Duration.ofMinutes(20);
    static final Duration LONGEST = Duration.ofHours(8);
    static final Duration SHELL = Duration.ofMinutes(30);
    /** How old the scan may be for what only owners do. */
    static final Duration FRESH = Duration.ofMinutes(5);

    boolean fromShell() {
        return subject == null;
    }

    Instant until() {
        return Instant.ofEpochMilli(begunAt).plus(fromShell() ? SHELL : LONGEST);
    }

    boolean isFresh(Instant now) {
        return fromShell() || now.isBefore(Instant.ofEpochMilli(scannedAt).plus(FRESH));
    }

    Session seen(long now) {
        return new Session(subject, begunAt, scannedAt, now, formToken);
    }

    @Override
    public String toString() {
        return "Session[…]";
    }
}
