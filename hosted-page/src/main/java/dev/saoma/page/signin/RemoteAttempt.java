package dev.saoma.page.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A callback that comes twice may come to two nodes. The second one waits for what the first one finds out, and ends on the
 * same result. At most so many wait at once; the others have to start again. Thread-safe.
 */
final class RemoteAttempt {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int MOST_WAITING = 32;

    private final UsedCodes used;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    RemoteAttempt(UsedCodes used, Clock clock) {
        this.used = used;
        this.clock = clock;
    }

    /** What came of the attempt, if there was one; empty as well if it takes too long or broke off. */
    Optional<SignInOutcome> outcome(String attempt, String code, SignInMethod method) {
        boolean running = used.isBeingAsked(code, clock.instant()); // Asked first, as below.
        Optional<SignInOutcome> known = used.result(attempt, method);
        if (known.isPresent() || !running || !places.tryAcquire()) {
            return known;
        }
        try {
            return await(attempt, code, method);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    private Optional<SignInOutcome> await(String attempt, String code, SignInMethod method)
            throws InterruptedException {
        long end = System.nanoTime() + UsedCodes.LONGEST_ATTEMPT.toNanos();
        while (true) {
            boolean running =
                    used.isBeingAsked(code, clock.instant()); // Asked first: its result is there before it is over.
            Optional<SignInOutcome> known = used.result(attempt, method);
            if (known.isPresent() || !running || System.nanoTime() - end > 0) {
                return known;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}
