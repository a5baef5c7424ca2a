package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.logout.EndedSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in session: a {@link SessionRecord} as one attribute of the container's session. Whether it still holds is
 * decided by our own timestamps in it. Thread-safe.
 */
public final class Sessions {
    private static final Logger LOG = Logger.getLogger(FilterLog.NAME);
    private static final long SEEN_STEP_MILLIS = 1000;

    private final String attribute;
    private final Clock clock;
    private final long idleMillis;
    private final long lifetimeMillis;
    private final long storeMillis;
    private final Map<String, String> attributes;
    private final EndedSessions ended;
    private final Predicate<HttpServletRequest> keepsAlive;

    /**
     * @param clientTag tells apart filters for different clients in one session
     * @param attributes session attributes of the application and the claims that they hold
     * @param ended by the provider
     * @param keepsAlive whether a request puts off the end of an idle session
     */
    public Sessions(
            String clientTag,
            Clock clock,
            Duration idle,
            Duration lifetime,
            Map<String, String> attributes,
            EndedSessions ended,
            Predicate<HttpServletRequest> keepsAlive) {
        this.attribute = "dev.saoma.filter.session." + Objects.requireNonNull(clientTag, "clientTag");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.idleMillis = idle.toMillis();
        this.lifetimeMillis = lifetime.toMillis();
        this.storeMillis = Math.min(60_000, idleMillis / 4);
        this.attributes = attributes;
        this.ended = ended;
        this.keepsAlive = Objects.requireNonNull(keepsAlive, "keepsAlive");
    }

    /** The record of a session that holds, and notes the request; null if there is none. Allocates nothing as a rule. */
    @Nullable
    public Map<?, ?> find(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = record(session);
        if (session == null || record == null) {
            return null;
        }
        long now = clock.millis();
        long seen = SessionRecord.seen(record);
        if (now - seen > idleMillis || !SessionRecord.holds(record, now)) {
            // Another node may have seen a request that this one does not know of yet.
            if (now - seen > idleMillis + storeMillis
                    && !SessionRecord.setNames(record).isEmpty()) {
                end(session, record);
            }
            return null;
        }
        if (isEnded(record)) {
            destroy(request);
            return null;
        }
        if (now - seen >= SEEN_STEP_MILLIS && keepsAlive.test(request)) {
            Map<?, ?> noted = SessionRecord.note(record, seen, now, storeMillis);
            if (noted != null) {
                store(session, noted);
            }
        }
        return record;
    }

    /** Whether an identity that an earlier dispatch of the same request has found has not ended meanwhile. */
    public boolean stillHolds(Map<?, ?> identity) {
        boolean alive = !SessionRecord.isSession(identity)
                || !SessionRecord.isOver(identity) && SessionRecord.holds(identity, clock.millis());
        return alive && !isEnded(identity);
    }

    /**
     * Whether the provider has ended the session in which somebody got this identity. One from before the filter noted when
     * that was is taken to be as old as its lifetime tells.
     */
    public boolean isEnded(Map<?, ?> identity) {
        if (ended.isEmpty()) {
            return false;
        }
        long begun = SessionRecord.begun(identity, lifetimeMillis);
        Object issuedAt = identity.get(Identities.ISSUED_AT);
        return ended.covers(
                Identities.claim(identity, "sid"),
                Identities.subject(identity),
                issuedAt instanceof Number ? ((Number) issuedAt).longValue() : begun / 1000,
                begun);
    }

    private @Nullable Map<?, ?> record(HttpServletRequest request) {
        return record(request.getSession(false));
    }

    private @Nullable Map<?, ?> record(@Nullable HttpSession session) {
        try {
            Object value = session == null ? null : session.getAttribute(attribute);
            return value instanceof Map ? (Map<?, ?>) value : null;
        } catch (IllegalStateException e) {
            return null; // invalidated by another request just now
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
     * another user is thrown away with its session. A further tab of the same user keeps the id. If anything fails, nobody
     * is signed in.
     */
    public void start(HttpServletRequest request, Map<String, Object> identity, String stateTag, String returnTo) {
        long now = clock.millis();
        Map<String, Object> values = attributes(identity);
        Map<String, Object> record =
                SessionRecord.signedIn(identity, now, now + lifetimeMillis, stateTag, returnTo, values.keySet());
        begin(request, identity, record, values);
    }

    private void begin(
            HttpServletRequest request,
            Map<String, Object> identity,
            Map<String, Object> record,
            Map<String, Object> values) {
        boolean done = false;
        try {
            HttpSession session = sessionFor(request, identity);
            values.forEach(session::setAttribute);
            // Last, because it is what signs the user in: listeners and stores may refuse any of these.
            session.setAttribute(attribute, record);
            done = true;
        } finally {
            if (!done) {
                abandon(request, record, values);
            }
        }
    }

    // After a failure, so each step may fail too; then the whole session goes.
    private void abandon(HttpServletRequest request, Map<String, Object> record, Map<String, Object> values) {
        SessionRecord.end(record);
        HttpSession session = null;
        try {
            session = request.getSession(false);
            Map<?, ?> stored = record(session);
            if (session == null) {
                return;
            }
            if (stored != null) {
                end(session, stored);
            }
            for (String name : values.keySet()) {
                session.removeAttribute(name);
            }
            stored = record(session);
            long now = clock.millis();
            if (stored == null || !SessionRecord.holds(stored, now) && !SessionRecord.isWaiting(stored, now)) {
                return;
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "an unfinished sign-in could not be undone; its session ends", e);
        }
        invalidate(session);
    }

    private static void invalidate(@Nullable HttpSession session) {
        try {
            if (session != null) {
                session.invalidate();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "a session could not be ended", e);
        }
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
        Map<?, ?> before = record(session);
        if (session != null && before != null && !Identities.subject(identity).equals(before.get(Identities.SUBJECT))) {
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
        return furtherTab ? session : withNewId(request, session);
    }

    // A session that is not the container's is often beyond its changeSessionId().
    private static HttpSession withNewId(HttpServletRequest request, HttpSession session) {
        String before = session.getId();
        try {
            request.changeSessionId();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.log(Level.FINE, "the session is not the container's", e);
        }
        HttpSession changed = request.getSession(true);
        if (!changed.getId().equals(before)) {
            return changed;
        }
        Map<String, Object> kept = new HashMap<>();
        for (String name : Collections.list(changed.getAttributeNames())) {
            kept.put(name, changed.getAttribute(name));
        }
        changed.invalidate();
        HttpSession fresh = request.getSession(true);
        if (fresh.getId().equals(before)) {
            throw new IllegalStateException("the id of a session cannot be changed, and a new session has the same: "
                    + fresh.getClass().getName());
        }
        kept.forEach(fresh::setAttribute);
        return fresh;
    }

    /** Lets a verified user wait, not signed in, for an account to be bound at a page of the application. */
    public void startWaiting(
            HttpServletRequest request, Map<String, Object> identity, String page, String stateTag, String returnTo) {
        Map<String, Object> record =
                SessionRecord.waiting(identity, clock.millis() + idleMillis, page, stateTag, returnTo);
        begin(request, identity, record, Collections.emptyMap());
    }

    /** The record of a user who waits; null if there is none. */
    @Nullable
    public Map<?, ?> waiting(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        boolean waits = record != null && SessionRecord.isWaiting(record, clock.millis()) && !isEnded(record);
        return waits ? record : null;
    }

    /**
     * Whether this browser has brought back a session of ours in which nobody is signed in by intention: somebody waits, or
     * has signed out. It keeps cookies, then.
     */
    public boolean isKept(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        return record != null && SessionRecord.isOver(record) || waiting(request) != null;
    }

    /** What the session of this browser keeps for signing out at the provider, be it expired; null for nothing. */
    @Nullable
    public String signOutHint(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        Object hint = record == null ? null : record.get(Identities.SIGN_OUT_HINT);
        return hint instanceof String ? (String) hint : null;
    }

    /** Signs out whoever is signed in or waits in this browser. */
    public void drop(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = record(session);
        if (session != null && record != null) {
            end(session, record);
        }
    }

    /**
     * Signs the user out and leaves the application's own session alive, as {@code request.logout()} does. Whose it was is
     * remembered, so that another user does not inherit it.
     */
    public void end(HttpServletRequest request, Map<?, ?> record) {
        HttpSession session = request.getSession(false);
        // The user of a bearer token has none, whatever else the browser has.
        if (session != null && SessionRecord.isSession(record)) {
            end(session, record);
        }
    }

    private void end(HttpSession session, Map<?, ?> record) {
        store(session, SessionRecord.end(record));
        removeAttributes(session, record);
    }

    private static void removeAttributes(HttpSession session, Map<?, ?> record) {
        try {
            for (Object name : SessionRecord.setNames(record)) {
                session.removeAttribute(String.valueOf(name));
            }
        } catch (IllegalStateException e) {
            // Invalidated by another request just now, with all its attributes.
        }
    }

    /** Ends the whole session of this browser, with what the application stored in it. */
    public void destroy(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return;
        }
        Map<?, ?> record = record(session);
        if (record != null) {
            end(request, record);
        }
        invalidate(session);
    }
}
