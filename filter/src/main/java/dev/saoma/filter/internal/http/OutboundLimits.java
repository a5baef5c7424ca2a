package dev.saoma.filter.internal.http;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of one outbound call. Immutable.
 *
 * @see "Saoma security rules, G85: connect at most 2 s, in all at most 5 s, answer at most 64 KB, bounded concurrency"
 */
public final class OutboundLimits {
    /** 2 s to connect, 5 s in all, 64 KB of response, 8 calls at a time. */
    public static final OutboundLimits DEFAULT = within(Duration.ofSeconds(5));

    private final Duration connect;
    private final Duration total;
    private final int maxBytes;
    private final int maxConcurrent;

    /**
     * @param connect time to open a connection to one address, more than zero
     * @param total time from the call to the last byte of the response, more than zero
     * @param maxBytes longest response body that is read
     * @param maxConcurrent calls under way at one time; more are refused at once
     */
    public OutboundLimits(Duration connect, Duration total, int maxBytes, int maxConcurrent) {
        this.connect = Objects.requireNonNull(connect, "connect");
        this.total = Objects.requireNonNull(total, "total");
        this.maxBytes = maxBytes;
        this.maxConcurrent = maxConcurrent;
    }

    /**
     * Returns the default limits with another total.
     *
     * @param total time from the call to the last byte of the response, more than zero; two fifths of it to connect
     */
    public static OutboundLimits within(Duration total) {
        return new OutboundLimits(total.multipliedBy(2).dividedBy(5), total, 64 * 1024, 8);
    }

    Duration connect() {
        return connect;
    }

    Duration total() {
        return total;
    }

    int maxBytes() {
        return maxBytes;
    }

    int maxConcurrent() {
        return maxConcurrent;
    }
}
