package dev.saoma.sandbox.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How long things take in the sandbox. Immutable; {@link #standard()} is what WeChat does, {@link #quick()} suits tests, and
 * the {@code with…} methods change one value.
 *
 * @param hold how long the long poll is held while nothing happens; about 25 s at WeChat
 * @param polling the pauses of the QR code page
 * @param qrLifetime how long a QR code can be scanned and confirmed
 * @param codeLifetime how long a {@code code} can be exchanged
 * @param accessTokenLifetime of an access token; sent as {@code expires_in}
 * @param refreshTokenLifetime of a refresh token, which cannot be renewed
 */
public record SandboxTimings(
        Duration hold,
        Polling polling,
        Duration qrLifetime,
        Duration codeLifetime,
        Duration accessTokenLifetime,
        Duration refreshTokenLifetime) {
    /**
     * The pauses that the QR code page makes around its long polls.
     *
     * @param first from the page's load to its first poll
     * @param again after "still waiting" and after "cancelled"
     * @param afterScan after "scanned"
     * @param afterFailure after a poll that failed or took longer than {@code timeout}
     * @param timeout after which the page gives up a poll
     */
    public record Polling(Duration first, Duration again, Duration afterScan, Duration afterFailure, Duration timeout) {
        /**
         * Checks that every value is a positive length of time.
         *
         * @throws IllegalArgumentException naming the value that is zero or negative
         */
        public Polling {
            requirePositive("first", first);
            requirePositive("again", again);
            requirePositive("afterScan", afterScan);
            requirePositive("afterFailure", afterFailure);
            requirePositive("timeout", timeout);
        }
    }

    /**
     * Checks that every value is a positive length of time.
     *
     * @throws IllegalArgumentException naming the value that is zero or negative
     */
    public SandboxTimings {
        requirePositive("hold", hold);
        Objects.requireNonNull(polling, "polling");
        requirePositive("qrLifetime", qrLifetime);
        requirePositive("codeLifetime", codeLifetime);
        requirePositive("accessTokenLifetime", accessTokenLifetime);
        requirePositive("refreshTokenLifetime", refreshTokenLifetime);
    }

    /** Returns what was observed at WeChat: 25 s hold, 5 min QR code, 10 min code, 2 h and 30 d tokens. */
    public static SandboxTimings standard() {
        return new SandboxTimings(
                Duration.ofSeconds(25),
                new Polling(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60)),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofHours(2),
                Duration.ofDays(30));
    }

    /** Returns lifetimes as at WeChat, but pauses of 20 to 100 ms: for tests that drive a browser. */
    public static SandboxTimings quick() {
        SandboxTimings standard = standard();
        return new SandboxTimings(
                Duration.ofSeconds(5),
                new Polling(
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30)),
                standard.qrLifetime,
                standard.codeLifetime,
                standard.accessTokenLifetime,
                standard.refreshTokenLifetime);
    }

    /** Returns the same timings with another {@code hold}. */
    public SandboxTimings withHold(Duration value) {
        return with(value, qrLifetime, codeLifetime);
    }

    /** Returns the same timings with another {@code qrLifetime}. */
    public SandboxTimings withQrLifetime(Duration value) {
        return with(hold, value, codeLifetime);
    }

    /** Returns the same timings with another {@code codeLifetime}. */
    public SandboxTimings withCodeLifetime(Duration value) {
        return with(hold, qrLifetime, value);
    }

    private SandboxTimings with(Duration otherHold, Duration otherQrLifetime, Duration otherCodeLifetime) {
        return new SandboxTimings(
                otherHold, polling, otherQrLifetime, otherCodeLifetime, accessTokenLifetime, refreshTokenLifetime);
    }

    private static void requirePositive(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero, but is " + value);
        }
    }
}
