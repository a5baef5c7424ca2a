package dev.saoma.filter;

import dev.saoma.filter.logout.EndedSessions;
import dev.saoma.filter.signin.ShortId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in session: one attribute of the container's session, a map of JDK types only, so that any session store and
 * any version of this jar can read it. Whether it still holds is decided by our own timestamps in it.
 *
 * <p>Thread-safe. The map is never changed after it is stored, except for the number that counts the last request: that
 * one is shared by all copies, so that a late request cannot bring an ended session back.
 */
final class Sessions {
    private static final String SUBJECT = Identities.SUBJECT;
    private static final String UNTIL = "until";
    private static final String SEEN = "seen";
    private static final String STORED = "stored";
    private static final String STATE = "state";
    private static final String RETURN_TO = "returnTo";
    private static final String SET_NAMES = "sessionAttributes";
    private static final String WAITING_UNTIL = "waitingUntil";
    private static final String WAITING_AT = "waitingAt";

    private static final long ENDED = 0;
    private static final long SEEN_STEP_MILLIS = 1000;

    private final String attribute;
    private final Clock clock;
    private final long idleMillis;
    private final long lifetimeMillis;
    private final long storeMillis;
    private final Map<String, String> attributes;
    private final EndedSessions ended;

    /**
     * @param clientTag tells apart filters for different clients in one session
     * @param attributes session attributes of the application and the claims that they hold
     * @param ended by the provider
     */
    Sessions(
            String clientTag,
            Clock clock,
            Duration idle,
            Duration lifetime,
            Map<String, String> attributes,
            EndedSessions ended) {
        this.attribute = "dev.saoma.filter.session." + Objects.requireNonNull(clientTag, "clientTag");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.idleMillis = idle.toMillis();
        this.lifetimeMillis = lifetime.toMillis();
        this.storeMillis = Math.min(60_000, idleMillis / 4);
        this.attributes = attributes;
        this.ended = ended;
    }

    /** The record of a session that holds, and notes the request; null if there is none. Allocates nothing as a rule. */
    @Nullable
    Map<?, ?> find(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = session == null ? null : record(session);
        if (session == null || record == null) {
            return null;
        }
        long now = clock.millis();
        Object last = record.get(SEEN);
        long seen = last instanceof Number ? ((Number) last).longValue() : ENDED;
        if (now - seen > idleMillis || !holdsFor(record, now)) {
            // Another node may have seen a request that this one does not know of yet.
            if (record.containsKey(SET_NAMES) && now - seen > idleMillis + storeMillis) {
                end(request, record);
            }
            return null;
        }
        if (isEnded(record)) {
            destroy(request);
            return null;
        }
        if (now - seen >= SEEN_STEP_MILLIS) {
            note(session, record, last, seen, now);
        }
        return record;
    }

    /**
     * Whether the provider has ended the session in which somebody got this identity. One from before the filter noted when
     * that was is taken to be as old as its lifetime tells.
     */
    boolean isEnded(Map<?, ?> identity) {
        if (ended.isEmpty()) {
            return false;
        }
        Object until = identity.get(UNTIL);
        long begun = until instanceof Number ? ((Number) until).longValue() - lifetimeMillis : Long.MIN_VALUE;
        Object issuedAt = identity.get(Identities.ISSUED_AT);
        return ended.covers(
                Identities.claim(identity, "sid"),
                Identities.subject(identity),
                issuedAt instanceof Number ? ((Number) issuedAt).longValue() : begun / 1000,
                begun);
    }

    private @Nullable Map<?, ?> record(HttpSession session) {
        try {
            Object value = session.getAttribute(attribute);
            return value instanceof Map ? (Map<?, ?>) value : null;
        } catch (IllegalStateException e) {
            return null; // invalidated by another request just now
        }
    }

    private static boolean holdsFor(Map<?, ?> record, long now) {
        Object until = record.get(UNTIL);
        return until instanceof Number && now < ((Number) until).longValue() && record.get(SUBJECT) instanceof String;
    }

    // In this process the time of the last request is exact to a second; stores and other nodes learn it less often.
    private void note(HttpSession session, Map<?, ?> record, @Nullable Object last, long seen, long now) {
        // A store may hand back another kind of number.
        AtomicLong counter = last instanceof AtomicLong ? (AtomicLong) last : new AtomicLong(seen);
        boolean alive = counter.compareAndSet(seen, now);
        Object stored = record.get(STORED);
        boolean due = !(stored instanceof Number) || now - ((Number) stored).longValue() >= storeMillis;
        if (alive && (due || counter != last)) {
            Map<Object, Object> copy = new HashMap<>(record);
            copy.put(SEEN, counter);
            copy.put(STORED, now);
            store(session, copy);
        }
    }

    private void store(HttpSession session, Map<?, ?> record) {
        try {
            session.setAttribute(attribute, record);
        } catch (IllegalStateException e) {
            // Invalidated by another request just now: it stays ended.
        }
    }

    /**
     * Starts the session of a user. The session id changes and what the application had stored stays; only what belongs to
     * another user is thrown away with its session. A further tab of the same user keeps the id.
     */
    void start(HttpServletRequest request, Map<String, Object> identity, String stateTag, String returnTo) {
        long now = clock.millis();
        HttpSession session = sessionFor(request, identity);
        HashMap<String, Object> record = new HashMap<>(identity);
        record.put(UNTIL, now + lifetimeMillis);
        record.put(SEEN, new AtomicLong(now));
        record.put(STORED, now);
        record.put(STATE, stateTag);
        record.put(RETURN_TO, returnTo);
        Map<String, Object> values = attributes(identity);
        if (!values.isEmpty()) {
            record.put(SET_NAMES, new ArrayList<>(values.keySet()));
        }
        session.setAttribute(attribute, record);
        values.forEach(session::setAttribute);
    }

    private Map<String, Object> attributes(Map<String, Object> identity) {
        Map<String, Object> values = new HashMap<>();
        attributes.forEach((name, claim) -> {
            Object value = Identities.claim(identity, claim);
            if (value != null) {
                values.put(name, value);
            }
        });
        Identities.attributes(identity).forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private HttpSession sessionFor(HttpServletRequest request, Map<String, Object> identity) {
        // First, because it throws away what the provider has ended.
        boolean furtherTab = find(request) != null;
        HttpSession session = request.getSession(false);
        Map<?, ?> before = session == null ? null : record(session);
        if (session != null && before != null && !Identities.subject(identity).equals(before.get(SUBJECT))) {
            session.invalidate();
            session = null;
            furtherTab = false;
        }
        if (session == null) {
            session = request.getSession(true);
        } else if (before != null) {
            removeAttributes(session, before);
        }
        // Also when it is new: some containers let the browser choose the id of a new session.
        if (!furtherTab) {
            request.changeSessionId();
        }
        return session;
    }

    /** Lets a verified user wait, not signed in, for an account to be bound at a page of the application. */
    void startWaiting(
            HttpServletRequest request, Map<String, Object> identity, String page, String stateTag, String returnTo) {
        HttpSession session = sessionFor(request, identity);
        HashMap<String, Object> record = new HashMap<>(identity);
        record.put(WAITING_UNTIL, clock.millis() + idleMillis);
        record.put(WAITING_AT, page);
        record.put(STATE, stateTag);
        record.put(RETURN_TO, returnTo);
        session.setAttribute(attribute, record);
    }

    /** The record of a user who waits; null if there is none. */
    @Nullable
    Map<?, ?> waiting(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = session == null ? null : record(session);
        Object until = record == null ? null : record.get(WAITING_UNTIL);
        boolean holds = until instanceof Number && clock.millis() < ((Number) until).longValue();
        return holds
                        && record.get(SUBJECT) instanceof String
                        && record.get(WAITING_AT) instanceof String
                        && !isEnded(record)
                ? record
                : null;
    }

    /**
     * Whether this browser has brought back a session of ours in which nobody is signed in by intention: somebody waits, or
     * has signed out. It keeps cookies, then.
     */
    boolean isKept(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = session == null ? null : record(session);
        Object seen = record == null ? null : record.get(SEEN);
        return seen instanceof Number && ((Number) seen).longValue() == ENDED || waiting(request) != null;
    }

    /** What the session of this browser keeps for signing out at the provider, be it expired; null for nothing. */
    @Nullable
    String signOutHint(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = session == null ? null : record(session);
        Object hint = record == null ? null : record.get(Identities.SIGN_OUT_HINT);
        return hint instanceof String ? (String) hint : null;
    }

    /** The page at which somebody waits. */
    static String page(Map<?, ?> waiting) {
        return String.valueOf(waiting.get(WAITING_AT));
    }

    static String stateTag(Map<?, ?> record) {
        return String.valueOf(record.get(STATE));
    }

    static String returnTo(Map<?, ?> record) {
        Object returnTo = record.get(RETURN_TO);
        return returnTo instanceof String ? (String) returnTo : Addresses.HOME;
    }

    /** Signs out whoever is signed in or waits in this browser. */
    void drop(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = session == null ? null : record(session);
        if (session != null && record != null) {
            end(session, record);
        }
    }

    /** Where the sign-in with this state ended, if it is the one that this session began with. */
    static Optional<String> returnOf(Map<?, ?> record, @Nullable String state) {
        Object returnTo = record.get(RETURN_TO);
        return state != null && ShortId.of(state).equals(record.get(STATE)) && returnTo instanceof String
                ? Optional.of((String) returnTo)
                : Optional.empty();
    }

    /**
     * Signs the user out and leaves the application's own session alive, as {@code request.logout()} does. Whose it was is
     * remembered, so that another user does not inherit it.
     */
    void end(HttpServletRequest request, Map<?, ?> record) {
        HttpSession session = request.getSession(false);
        // The user of a bearer token has none, whatever else the browser has.
        if (session != null && record.containsKey(SEEN)) {
            end(session, record);
        }
    }

    private void end(HttpSession session, Map<?, ?> record) {
        Object seen = record.get(SEEN);
        if (seen instanceof AtomicLong) {
            ((AtomicLong) seen).set(ENDED);
        }
        HashMap<String, Object> over = new HashMap<>();
        over.put(SUBJECT, record.get(SUBJECT));
        over.put(SEEN, ENDED);
        // The application may go on to sign out at the provider.
        if (record.get(Identities.SIGN_OUT_HINT) != null) {
            over.put(Identities.SIGN_OUT_HINT, record.get(Identities.SIGN_OUT_HINT));
        }
        store(session, over);
        removeAttributes(session, record);
    }

    private static void removeAttributes(HttpSession session, Map<?, ?> record) {
        Object names = record.get(SET_NAMES);
        try {
            for (Object name : names instanceof Collection ? (Collection<?>) names : Collections.emptyList()) {
                session.removeAttribute(String.valueOf(name));
            }
        } catch (IllegalStateException e) {
            // Invalidated by another request just now, with all its attributes.
        }
    }

    /** Ends the whole session of this browser, with what the application stored in it. */
    void destroy(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return;
        }
        Map<?, ?> record = record(session);
        if (record != null) {
            end(request, record);
        }
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // Already done by another request.
        }
    }
}
