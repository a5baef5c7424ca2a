package dev.saoma.page.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Lets a duplicate callback wait for the result of the first one at another node. The number of waiting callbacks is
 * limited; for further ones the user has to start again. Thread-safe.
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

    /** Returns the result of the attempt; empty if there was no attempt, or it takes too long or ended without a result. */
    Optional<SignInOutcome> outcome(String attempt, String code, SignInMethod method) {
        boolean running = used.isBeingAsked(code, clock.instant()); // Checked first, as below.
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
            // Checked first: the result is stored before the attempt is over.
            boolean running = used.isBeingAsked(code, clock.instant());
            Optional<SignInOutcome> known = used.result(attempt, method);
            if (known.isPresent() || !running || System.nanoTime() - end > 0) {
                return known;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}
