package dev.saoma.page;

import java.time.Clock;
import java.time.Instant;

/**
 * Thrown if the clock of this machine cannot be right, as after a flat battery or before it has been set over the network.
 * With such a clock every token would be expired or not yet valid, and every sign-in would fail elsewhere.
 */
final class WrongClockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A time before this version was written. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    /** Before unsigned 32-bit seconds overflow, which other software does not survive. */
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private WrongClockException(Instant now) {
        super("The clock of this machine says " + now + ", which cannot be right (expected: a time between " + EARLIEST
                + " and " + LATEST
                + "). Set it, best with a time service such as chrony or systemd-timesyncd, and start"
                + " again.");
    }

    /** @throws WrongClockException if that clock is before 2026 or after 2099 */
    static void check(Clock clock) {
        Instant now = clock.instant();
        if (now.isBefore(EARLIEST) || !now.isBefore(LATEST)) {
            throw new WrongClockException(now);
        }
    }
}
