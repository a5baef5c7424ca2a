package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.web.Addresses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The record of a sign-in in a session: a map of JDK types only, so that any session store and any version of this jar can read
 * it. A user is signed in ({@code until}, {@code seen}), or waits for an account to be bound ({@code waitingUntil}), or has
 * signed out ({@code seen} is 0). {@link Identity} reads who the user is.
 *
 * <p>A record is never changed after it has been stored, except for the number that holds the time of the last request: it is
 * shared by all copies, so that a late request cannot bring an ended session back. Thread-safe.
 */
final class SessionRecord {
    private static final String UNTIL = "until";
    private static final String SEEN = "seen";
    private static final String STORED = "stored";
    private static final String STATE = "state";
    private static final String RETURN_TO = "returnTo";
    private static final String SET_NAMES = "sessionAttributes";
    private static final String WAITING_UNTIL = "waitingUntil";
    private static final String WAITING_AT = "waitingAt";

    private static final long ENDED = 0;

    private SessionRecord() {}

    /** @param setNames attributes that the sign-in puts into the session for the application */
    static Map<String, Object> signedIn(
            Identity.Verified identity,
            long now,
            long until,
            String stateTag,
            String returnTo,
            Collection<String> setNames) {
        Map<String, Object> record = begun(identity, stateTag, returnTo);
        record.put(UNTIL, until);
        record.put(SEEN, new AtomicLong(now));
        record.put(STORED, now);
        if (!setNames.isEmpty()) {
            record.put(SET_NAMES, new ArrayList<>(setNames));
        }
        return record;
    }

    /** @param page where an account is bound */
    static Map<String, Object> waiting(
            Identity.Verified identity, long until, String page, String stateTag, String returnTo) {
        Map<String, Object> record = begun(identity, stateTag, returnTo);
        record.put(WAITING_UNTIL, until);
        record.put(WAITING_AT, page);
        return record;
    }

    private static Map<String, Object> begun(Identity.Verified identity, String stateTag, String returnTo) {
        Map<String, Object> record = identity.toMap();
        record.put(STATE, stateTag);
        record.put(RETURN_TO, returnTo);
        return record;
    }

    /**
     * Ends a record in all its copies. Returns the one to store in its place, which names its user, so that another user does
     * not inherit the session.
     */
    static Map<String, Object> end(Map<?, ?> record) {
        Object seen = record.get(SEEN);
        if (seen instanceof AtomicLong) {
            ((AtomicLong) seen).set(ENDED);
        }
        HashMap<String, Object> over = new HashMap<>();
        over.put(Identity.SUBJECT, record.get(Identity.SUBJECT));
        over.put(SEEN, ENDED);
        // Kept, because the user may still sign out at the provider.
        if (record.get(Identity.SIGN_OUT_HINT) != null) {
            over.put(Identity.SIGN_OUT_HINT, record.get(Identity.SIGN_OUT_HINT));
        }
        return over;
    }

    /** Returns the time of the last request, in milliseconds since 1970; 0 if no user is signed in. */
    static long seen(Map<?, ?> record) {
        return millis(record.get(SEEN), ENDED);
    }

    /** Whether a user is signed in and the session has not expired. */
    static boolean holds(Map<?, ?> record, long now) {
        return isBefore(now, record.get(UNTIL)) && record.get(Identity.SUBJECT) instanceof String;
    }

    /** Whether a user waits for an account and the session has not expired. */
    static boolean isWaiting(Map<?, ?> record, long now) {
        return isBefore(now, record.get(WAITING_UNTIL))
                && record.get(WAITING_AT) instanceof String
                && record.get(Identity.SUBJECT) instanceof String;
    }

    /** Whether the user has signed out. */
    static boolean isOver(Map<?, ?> record) {
        return millis(record.get(SEEN), -1) == ENDED;
    }

    /** Returns when it began, in milliseconds since 1970, computed from its lifetime; a time long ago if it has none. */
    static long begun(Map<?, ?> record, long lifetimeMillis) {
        Object until = record.get(UNTIL);
        return until instanceof Number ? ((Number) until).longValue() - lifetimeMillis : Long.MIN_VALUE;
    }

    /** Returns when the ID token was issued, in seconds since 1970; if unknown, when the session began. */
    static long issuedAt(Map<?, ?> record, long begunMillis) {
        Object issuedAt = record.get(Identity.ISSUED_AT);
        return issuedAt instanceof Number ? ((Number) issuedAt).longValue() : begunMillis / 1000;
    }

    /** Returns what is needed to sign out at the provider; null for nothing. */
    static @Nullable String signOutHint(Map<?, ?> record) {
        Object hint = record.get(Identity.SIGN_OUT_HINT);
        return hint instanceof String ? (String) hint : null;
    }

    /** Whether it belongs to the user with that subject, in any state. */
    static boolean isOf(Map<?, ?> record, Identity user) {
        return user.subject().equals(record.get(Identity.SUBJECT));
    }

    private static boolean isBefore(long now, @Nullable Object time) {
        return now < millis(time, Long.MIN_VALUE);
    }

    // A store may return another type of number.
    private static long millis(@Nullable Object time, long otherwise) {
        return time instanceof Number ? ((Number) time).longValue() : otherwise;
    }

    /**
     * Records a request. In this process its time is exact; stores and other nodes receive it less often.
     *
     * @param seen the value of {@link #seen} when the record was checked: a record that has since ended stays ended
     * @return what to store in place of the record; null if that is not due
     */
    static @Nullable Map<?, ?> note(Map<?, ?> record, long seen, long now, long storeMillis) {
        Object last = record.get(SEEN);
        AtomicLong counter = last instanceof AtomicLong ? (AtomicLong) last : new AtomicLong(seen);
        boolean alive = counter.compareAndSet(seen, now);
        boolean due = counter != last || now - millis(record.get(STORED), ENDED) >= storeMillis;
        if (!alive || !due) {
            return null;
        }
        Map<Object, Object> copy = new HashMap<>(record);
        copy.put(SEEN, counter);
        copy.put(STORED, now);
        return copy;
    }

    /** Returns the names of the attributes that the sign-in has set in the session for the application. */
    static Collection<?> setNames(Map<?, ?> record) {
        Object names = record.get(SET_NAMES);
        return names instanceof Collection ? (Collection<?>) names : Collections.emptyList();
    }

    /** Returns the page at which the user waits. */
    static String page(Map<?, ?> waiting) {
        return String.valueOf(waiting.get(WAITING_AT));
    }

    /** Returns the short id of the sign-in's {@code state}. */
    static String stateTag(Map<?, ?> record) {
        return String.valueOf(record.get(STATE));
    }

    /** Returns where the sign-in ends. */
    static String returnTo(Map<?, ?> record) {
        Object returnTo = record.get(RETURN_TO);
        return returnTo instanceof String ? (String) returnTo : Addresses.HOME;
    }

    /** Returns where the sign-in with this state ended, if it is the one that this session began with. */
    static Optional<String> returnOf(Map<?, ?> record, @Nullable String state) {
        Object returnTo = record.get(RETURN_TO);
        return state != null && Sha256.shortId(state).equals(record.get(STATE)) && returnTo instanceof String
                ? Optional.of((String) returnTo)
                : Optional.empty();
    }
}
