package dev.saoma.filter.support;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats what a short deadline may cut off on a busy machine before the test gets to its subject. */
public final class Tries {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Tries() {}

    /**
     * Repeats an attempt until its result is as expected; returns that result.
     *
     * @throws AssertionError if all results of two minutes were others
     */
    public static <T> T until(Predicate<T> expected, Supplier<T> attempt) {
        Instant deadline = Instant.now().plus(PATIENCE);
        T result = attempt.get();
        while (!expected.test(result)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not as expected within " + PATIENCE + ": " + result);
            }
            result = attempt.get();
        }
        return result;
    }
}
