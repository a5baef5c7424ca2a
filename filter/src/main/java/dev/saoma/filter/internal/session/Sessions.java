package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.logout.EndedSessions;
import dev.saoma.filter.internal.session.Session.SignedIn;
import dev.saoma.filter.internal.session.Session.Waiting;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of users: a {@link SessionRecord} as one attribute of the container's session. Our own timestamps in it decide
 * whether it is still valid. Thread-safe.
 */
public final class Sessions {
    private static final Logger LOG = FilterLog.logger();
    private static final long SEEN_STEP_MILLIS = 1000;

    private final String attribute;
    private final Clock clock;
    private final long idleMillis;
    private final long lifetimeMillis;
    private final long storeMillis;
    private final EndedSessions ended;
    private final Predicate<HttpServletRequest> keepsAlive;

    /**
     * @param clientTag distinguishes filters for different clients in one session
     * @param ended sessions ended by the provider
     * @param keepsAlive whether a request extends an idle session
     */
    public Sessions(
            String clientTag,
            Clock clock,
            Duration idle,
            Duration lifetime,
            EndedSessions ended,
            Predicate<HttpServletRequest> keepsAlive) {
        this.attribute = "dev.saoma.filter.session." + Objects.requireNonNull(clientTag, "clientTag");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.idleMillis = idle.toMillis();
        this.lifetimeMillis = lifetime.toMillis();
        this.storeMillis = Math.min(60_000, idleMillis / 4);
        this.ended = ended;
        this.keepsAlive = Objects.requireNonNull(keepsAlive, "keepsAlive");
    }

    /** Returns the session of a browser, and records the request if a user is signed in. */
    public Session of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = record(session);
        if (session == null || record == null) {
            return Session.NONE;
        }
        SignedIn user = signedIn(request, session, record);
        if (user != null) {
            return user;
        }
        Waiting waiting = waiting(request);
        return waiting == null ? Session.NONE : waiting;
    }

    /** Returns the user of a valid session, and records the request; null if there is none. Allocates nothing else. */
    @Nullable
    public SignedIn signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = record(session);
        return session == null || record == null ? null : signedIn(request, session, record);
    }

    private @Nullable SignedIn signedIn(HttpServletRequest request, HttpSession session, Map<?, ?> record) {
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
        return new SignedIn(record);
    }

    /** Whether the session of an identity, found by an earlier dispatch of the same request, is still valid. */
    public boolean stillHolds(Identity identity) {
        boolean alive = !(identity instanceof SignedIn)
                || !SessionRecord.isOver(identity.values) && SessionRecord.holds(identity.values, clock.millis());
        return alive && !isEnded(identity);
    }

    /**
     * Whether the provider has ended the session in which the user got this identity. Records of older versions, which lack the
     * time of issue, are dated by their lifetime.
     */
    public boolean isEnded(Identity identity) {
        return isEnded(identity.values);
    }

    private boolean isEnded(Map<?, ?> record) {
        if (ended.isEmpty()) {
            return false;
        }
        SignedIn user = new SignedIn(record);
        long begun = SessionRecord.begun(record, lifetimeMillis);
        return ended.covers(user.claim("sid"), user.subject(), SessionRecord.issuedAt(record, begun), begun);
    }

    private @Nullable Map<?, ?> record(HttpServletRequest request) {
        return record(request.getSession(false));
    }

    @Nullable
    Map<?, ?> record(@Nullable HttpSession session) {
        try {
            Object value = session == null ? null : session.getAttribute(attribute);
            return value instanceof Map ? (Map<?, ?>) value : null;
        } catch (IllegalStateException e) {
            return null; // invalidated by another request just now
        }
    }

    /** Stores the record, as the last step of a sign-in; exceptions of listeners and stores are left to the caller. */
    void put(HttpSession session, Map<String, Object> record) {
        session.setAttribute(attribute, record);
    }

    private void store(HttpSession session, Map<?, ?> record) {
        try {
            session.setAttribute(attribute, record);
        } catch (IllegalStateException e) {
            // Invalidated by another request just now: it stays ended.
        }
    }

    static void invalidate(@Nullable HttpSession session) {
        try {
            if (session != null) {
                session.invalidate();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "a session could not be ended", e);
        }
    }

    /** Returns the waiting user; null if there is none. */
    @Nullable
    public Waiting waiting(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        boolean waits = record != null && SessionRecord.isWaiting(record, clock.millis()) && !isEnded(record);
        return waits ? new Waiting(record) : null;
    }

    /**
     * Whether this browser has returned a session of ours that has no user on purpose: a user waits for an account, or has
     * signed out. So it keeps cookies.
     */
    public boolean isKept(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        return record != null && SessionRecord.isOver(record) || waiting(request) != null;
    }

    /**
     * Returns what the session of this browser, even an expired one, keeps for signing out at the provider; null for nothing.
     */
    @Nullable
    public String signOutHint(HttpServletRequest request) {
        Map<?, ?> record = record(request);
        return record == null ? null : SessionRecord.signOutHint(record);
    }

    /** Signs out the user who is signed in or waits in this browser. */
    public void drop(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Map<?, ?> record = record(session);
        if (session != null && record != null) {
            end(session, record);
        }
    }

    /** Does the same after a failure, of which nothing that fails now is to take the place. */
    public void abandon(HttpServletRequest request) {
        try {
            drop(request);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "an unfinished sign-in could not be undone", e);
        }
    }

    /**
     * Signs the user out and leaves the application's own session alive, as {@code request.logout()} does. The record still
     * names the user, so that another user does not inherit the session.
     */
    public void end(HttpServletRequest request, Identity user) {
        HttpSession session = request.getSession(false);
        // The user of a bearer token has no session, whatever the client sends besides.
        if (session != null && user instanceof SignedIn) {
            end(session, user.values);
        }
    }

    void end(HttpSession session, Map<?, ?> record) {
        store(session, SessionRecord.end(record));
        removeAttributes(session, record);
    }

    static void removeAttributes(HttpSession session, Map<?, ?> record) {
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
            end(session, record);
        }
        invalidate(session);
    }
}
