package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.log.FilterLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Begins sessions of users who are signed in, and of those who wait for an account to be bound. Thread-safe. */
public final class NewSessions {
    private static final Logger LOG = FilterLog.logger();

    private final Sessions sessions;
    private final Clock clock;
    private final long idleMillis;
    private final long lifetimeMillis;
    private final Map<String, String> attributes;

    /** @param attributes session attributes of the application and the claims that they hold */
    public NewSessions(
            Sessions sessions, Clock clock, Duration idle, Duration lifetime, Map<String, String> attributes) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.idleMillis = idle.toMillis();
        this.lifetimeMillis = lifetime.toMillis();
        this.attributes = attributes;
    }

    /**
     * Starts the session of a user. The session id changes and attributes of the application are kept; a session of another
     * user is invalidated with its attributes. A further tab of the same user keeps the id. If anything fails, no user is
     * signed in.
     */
    public void start(HttpServletRequest request, Identity.Verified identity, String stateTag, String returnTo) {
        long now = clock.millis();
        Map<String, Object> values = attributes(identity);
        Map<String, Object> record =
                SessionRecord.signedIn(identity, now, now + lifetimeMillis, stateTag, returnTo, values.keySet());
        begin(request, identity, record, values);
    }

    private void begin(
            HttpServletRequest request,
            Identity.Verified identity,
            Map<String, Object> record,
            Map<String, Object> values) {
        boolean done = false;
        try {
            HttpSession session = sessionFor(request, identity);
            values.forEach(session::setAttribute);
            // Last, because it is what signs the user in: listeners and stores may refuse any of these.
            sessions.put(session, record);
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
            Map<?, ?> stored = sessions.record(session);
            if (session == null) {
                return;
            }
            if (stored != null) {
                sessions.end(session, stored);
            }
            for (String name : values.keySet()) {
                session.removeAttribute(name);
            }
            stored = sessions.record(session);
            long now = clock.millis();
            if (stored == null || !SessionRecord.holds(stored, now) && !SessionRecord.isWaiting(stored, now)) {
                return;
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "an unfinished sign-in could not be undone; its session ends", e);
        }
        Sessions.invalidate(session);
    }

    /** Starts the session of a verified user who is not signed in until an account is bound at a page of the application. */
    public void startWaiting(
            HttpServletRequest request, Identity.Verified identity, String page, String stateTag, String returnTo) {
        Map<String, Object> record =
                SessionRecord.waiting(identity, clock.millis() + idleMillis, page, stateTag, returnTo);
        begin(request, identity, record, Collections.emptyMap());
    }

    private Map<String, Object> attributes(Identity identity) {
        Map<String, Object> values = new HashMap<>();
        attributes.forEach((name, claim) -> {
            Object value = identity.claim(claim);
            if (value != null) {
                values.put(name, value);
            }
        });
        identity.attributes().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private HttpSession sessionFor(HttpServletRequest request, Identity identity) {
        // First, because it destroys a session that the provider has ended.
        boolean furtherTab = sessions.signedIn(request) != null;
        HttpSession session = request.getSession(false);
        Map<?, ?> before = sessions.record(session);
        if (session != null && before != null && !SessionRecord.isOf(before, identity)) {
            session.invalidate();
            session = null;
            furtherTab = false;
        }
        if (session == null) {
            session = request.getSession(true);
        } else if (before != null) {
            Sessions.removeAttributes(session, before);
        }
        // Also when it is new: some containers let the browser choose the id of a new session.
        return furtherTab ? session : withNewId(request, session);
    }

    /**
     * Gives the session a new id at a sign-in, so that an attacker who knew the old one does not know the user's session.
     * Returns the same session, or a new one with the same attributes where a library's sessions are out of reach of the
     * container's {@code changeSessionId()}.
     *
     * @throws IllegalStateException if neither has a new id
     */
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
}
