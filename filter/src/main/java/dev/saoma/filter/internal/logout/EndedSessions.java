package dev.saoma.filter.internal.logout;

import dev.saoma.filter.internal.log.FilterLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that the provider has ended, by session id and by subject. Sessions are not searched for: each is checked when
 * it is used. As long as none has ended, a check is one volatile read.
 *
 * <p>An entry is dropped when no session can be left that it would end. The number of entries is bounded: at the bound, the
 * older half is replaced by one point in time, and users who signed in before it have to sign in again. So too many sessions
 * end then, never too few. Thread-safe.
 */
public final class EndedSessions {
    private static final Logger LOG = FilterLog.logger();
    /** About 20 MB. */
    private static final int MAX_ENTRIES = 100_000;
    /** A code that was under way when its session ended may still be exchanged, for as long as codes live at most. */
    private static final long UNDER_WAY_SECONDS = 60;

    private static final long PURGE_MILLIS = 60_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final Clock clock;
    private final long keptMillis;
    private final int maxEntries;
    private long nextPurge;
    private volatile @Nullable Known known;

    /** @param kept how long a session or token that has been ended could otherwise have lived on */
    public EndedSessions(Clock clock, Duration kept) {
        this(clock, kept, MAX_ENTRIES);
    }

    EndedSessions(Clock clock, Duration kept, int maxEntries) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.keptMillis = kept.toMillis();
        this.maxEntries = maxEntries;
    }

    /** Whether nothing has ended yet. */
    public boolean isEmpty() {
        return known == null;
    }

    /**
     * Whether a session has been ended.
     *
     * @param sid its id at the provider, if it has one
     * @param subject the user of the session
     * @param issuedAt when its ID token was issued, by the provider's clock, in seconds since 1970
     * @param begunMillis when it began, by our clock; decides if both times are in the same second of the provider's clock
     */
    public boolean covers(@Nullable Object sid, String subject, long issuedAt, long begunMillis) {
        Known all = known;
        return all != null && all.cover(sid, subject, issuedAt, begunMillis);
    }

    /**
     * Ends sessions: the one with that id, or else all that the subject had at that time. A session without an id cannot be
     * distinguished from the one that is meant, and ends with it.
     *
     * @param issuedAt when the provider issued the logout token, in seconds since 1970
     */
    public synchronized void end(@Nullable String sid, @Nullable String subject, long issuedAt) {
        long now = clock.millis();
        Known all = known == null ? new Known() : known;
        if (now >= nextPurge) {
            nextPurge = now + PURGE_MILLIS;
            all.purge(now);
        }
        if (all.size() + 2 > maxEntries) {
            all.shed();
        }
        long until = now + keptMillis;
        if (sid != null) {
            long late = issuedAt + UNDER_WAY_SECONDS;
            all.bySid.merge(sid, new Ended(late, late, now, until), Ended::and);
        }
        if (subject != null) {
            all.bySubject.merge(subject, new Ended(sid == null ? issuedAt : NEVER, issuedAt, now, until), Ended::and);
        }
        known = all;
    }

    /** The ended sessions of a subject or an id: those signed in up to a time. Immutable. */
    private static final class Ended {
        private final long any;
        private final long withoutId;
        private final long toldMillis;
        private final long until;

        Ended(long any, long withoutId, long toldMillis, long until) {
            this.any = any;
            this.withoutId = withoutId;
            this.toldMillis = toldMillis;
            this.until = until;
        }

        boolean covers(boolean named, long issuedAt, long begunMillis) {
            long last = named ? any : withoutId;
            return issuedAt < last || issuedAt == last && begunMillis <= toldMillis;
        }

        Ended and(Ended other) {
            return new Ended(
                    Math.max(any, other.any),
                    Math.max(withoutId, other.withoutId),
                    Math.max(toldMillis, other.toldMillis),
                    Math.max(until, other.until));
        }
    }

    private static final class Known {
        private final Map<String, Ended> bySid = new ConcurrentHashMap<>();
        private final Map<String, Ended> bySubject = new ConcurrentHashMap<>();
        private volatile long line = NEVER;

        boolean cover(@Nullable Object sid, String subject, long issuedAt, long begunMillis) {
            if (issuedAt <= line) {
                return true;
            }
            boolean named = sid instanceof String;
            Ended session = named ? bySid.get(sid) : null;
            if (session != null && session.covers(true, issuedAt, begunMillis)) {
                return true;
            }
            Ended ofSubject = bySubject.get(subject);
            return ofSubject != null && ofSubject.covers(named, issuedAt, begunMillis);
        }

        int size() {
            return bySid.size() + bySubject.size();
        }

        void purge(long now) {
            bySid.values().removeIf(ended -> ended.until < now);
            bySubject.values().removeIf(ended -> ended.until < now);
        }

        void shed() {
            long[] times = LongStream.concat(
                            bySid.values().stream().mapToLong(ended -> ended.withoutId),
                            bySubject.values().stream().mapToLong(ended -> ended.withoutId))
                    .toArray();
            Arrays.sort(times);
            long middle = times[times.length / 2];
            // First the line, then the entries that it replaces: no session slips through in between.
            line = Math.max(line, middle);
            bySid.values().removeIf(ended -> ended.withoutId <= middle);
            bySubject.values().removeIf(ended -> ended.withoutId <= middle);
            LOG.log(
                    Level.WARNING,
                    "{0} sign-outs by the provider are remembered, more than planned for: everybody who signed in before"
                            + " the older half of them has to sign in again",
                    times.length);
        }
    }
}
