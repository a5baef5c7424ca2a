package dev.saoma.filter.internal.start;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks whether the clock of the machine can be right. With one that has not been set, as before the first contact with a time
 * service, every token is expired or not yet valid.
 */
public final class ClockCheck {
    /** A time before this version was written. */
    private static final Instant EARLIEST = Instant.ofEpochSecond(1_767_225_600); // 2026-01-01, parsed by no formatter

    /** A time before seconds no longer fit into 32 bits. */
    private static final Instant LATEST = Instant.ofEpochSecond(4_102_444_800L); // 2100-01-01

    private ClockCheck() {}

    /** Returns what is wrong with that clock, with the fix; usually empty. */
    public static Optional<String> mistake(Clock clock) {
        Instant now = clock.instant();
        boolean possible = !now.isBefore(EARLIEST) && now.isBefore(LATEST);
        return possible
                ? Optional.empty()
                : Optional.of("the clock of this machine says " + now + ", which cannot be right (expected: a time"
                        + " between " + EARLIEST + " and " + LATEST
                        + ") – set it, best with a time service such as chrony or"
                        + " systemd-timesyncd; sign-ins work from then on, without a restart");
    }
}
