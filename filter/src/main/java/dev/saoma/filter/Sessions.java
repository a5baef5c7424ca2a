package dev.saoma.filter;

import dev.saoma.filter.signin.FinishedSignIn;
import dev.saoma.filter.signin.ShortId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final String SUBJECT = "sub";
    private static final String CLAIMS = "claims";
    private static final String UNTIL = "until";
    private static final String SEEN = "seen";
    private static final String STORED = "stored";
    private static final String STATE = "state";
    private static final String RETURN_TO = "returnTo";

    private static final long ENDED = 0;
    private static final long SEEN_STEP_MILLIS = 1000;
    /** Claims that protect the token and say nothing about the user. */
    private static final Set<String> NOT_KEPT = new HashSet<>(
            Arrays.asList("aud", "azp", "exp", "iat", "nbf", "nonce", "jti", "at_hash", "c_hash", "s_hash"));

    private final String attribute;
    private final Clock clock;
    private final long idleMillis;
    private final long lifetimeMillis;
    private final long storeMillis;

    /** @param clientTag tells apart filters for different clients in one session */
    Sessions(String clientTag, Clock clock, Duration idle, Duration lifetime) {
        this.attribute = "dev.saoma.filter.session." + Objects.requireNonNull(clientTag, "clientTag");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.idleMillis = idle.toMillis();
        this.lifetimeMillis = lifetime.toMillis();
        this.storeMillis = Math.min(60_000, idleMillis / 4);
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
            return null;
        }
        if (now - seen >= SEEN_STEP_MILLIS) {
            note(session, record, last, seen, now);
        }
        return record;
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
    void start(HttpServletRequest request, FinishedSignIn signIn) {
        Object subject = Objects.requireNonNull(signIn.claims().get(SUBJECT), SUBJECT);
        HttpSession session = request.getSession(false);
        Map<?, ?> before = session == null ? null : record(session);
        if (session != null && before != null && !subject.equals(before.get(SUBJECT))) {
            session.invalidate();
            session = null;
        }
        boolean furtherTab = session != null && find(request) != null;
        if (session == null) {
            session = request.getSession(true);
        }
        // Also when it is new: some containers let the browser choose the id of a new session.
        if (!furtherTab) {
            request.changeSessionId();
        }
        session.setAttribute(attribute, newRecord(signIn, subject));
    }

    private Map<String, Object> newRecord(FinishedSignIn signIn, Object subject) {
        HashMap<String, Object> claims = new HashMap<>();
        signIn.claims().forEach((name, value) -> {
            if (value != null && !NOT_KEPT.contains(name)) {
                claims.put(name, value);
            }
        });
        long now = clock.millis();
        HashMap<String, Object> record = new HashMap<>();
        record.put(SUBJECT, subject);
        record.put(CLAIMS, claims);
        record.put(UNTIL, now + lifetimeMillis);
        record.put(SEEN, new AtomicLong(now));
        record.put(STORED, now);
        record.put(STATE, ShortId.of(signIn.state()));
        record.put(RETURN_TO, signIn.returnTo());
        return record;
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
        Object seen = record.get(SEEN);
        if (seen instanceof AtomicLong) {
            ((AtomicLong) seen).set(ENDED);
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            HashMap<String, Object> ended = new HashMap<>();
            ended.put(SUBJECT, record.get(SUBJECT));
            store(session, ended);
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

    static String subject(Map<?, ?> record) {
        return String.valueOf(record.get(SUBJECT));
    }

    static Map<String, @Nullable Object> claims(Map<?, ?> record) {
        Map<String, @Nullable Object> claims = new HashMap<>();
        Object stored = record.get(CLAIMS);
        if (stored instanceof Map) {
            ((Map<?, ?>) stored).forEach((name, value) -> claims.put(String.valueOf(name), value));
        }
        claims.put(SUBJECT, subject(record));
        return claims;
    }

    static @Nullable Object roles(Map<?, ?> record) {
        Object claims = record.get(CLAIMS);
        return claims instanceof Map ? ((Map<?, ?>) claims).get("roles") : null;
    }
}
