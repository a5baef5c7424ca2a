package dev.saoma.filter.internal.logout;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The logout tokens received, for as long as they could be accepted. At most ten thousand; then the oldest is dropped, which
 * does no harm: the sessions it ends have ended. Thread-safe.
 */
final class SeenTokens {
    /** The verdict on a token that has just arrived. */
    enum Verdict {
        /** Received for the first time. */
        NEW,
        /** Already known here, because nodes forward tokens. */
        KNOWN,
        /** Sent again. */
        REPLAYED
    }

    private static final int MAX_ENTRIES = 10_000;

    private final Clock clock;
    private final long keptMillis;
    private final Map<String, Seen> tokens = new LinkedHashMap<>();

    /** @param kept how long a token can be accepted */
    SeenTokens(Clock clock, Duration kept) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.keptMillis = kept.toMillis();
    }

    /**
     * Records a verified token.
     *
     * @param passedOn by another node, which may have received it before or after this one
     */
    synchronized Verdict note(String id, boolean passedOn) {
        long now = clock.millis();
        Iterator<Seen> oldest = tokens.values().iterator();
        while (oldest.hasNext()) {
            boolean over = oldest.next().until < now;
            if (!over && tokens.size() < MAX_ENTRIES) {
                break;
            }
            oldest.remove();
        }
        Seen before = tokens.get(id);
        if (before == null) {
            tokens.put(id, new Seen(!passedOn, now + keptMillis));
            return Verdict.NEW;
        }
        if (passedOn) {
            return Verdict.KNOWN;
        }
        Verdict verdict = before.direct ? Verdict.REPLAYED : Verdict.KNOWN;
        before.direct = true;
        return verdict;
    }

    private static final class Seen {
        private boolean direct;
        private final long until;

        Seen(boolean direct, long until) {
            this.direct = direct;
            this.until = until;
        }
    }
}
