package dev.saoma.page.console.state;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the console, in the store of their pool: an administrator's ends after 20 minutes without a request, at the
 * latest after 8 hours; one from the command line after 30 minutes. Thread-safe.
 */
public final class Sessions {
    private static final Kind OPEN = new Kind("console-session", Session.SHELL);
    private static final Kind ENDED = new Kind("console-ended", Session.LONGEST);
    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final Gson JSON = new Gson();

    private final RandomText random;
    private final Clock clock;

    public Sessions(RandomText random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session, and returns its token for the cookie. */
    public String begin(Store store, @Nullable String subject, long scannedAt) {
        String token = random.token();
        long now = clock.millis();
        put(store, token, new Session(subject, now, scannedAt, now, random.token()));
        return token;
    }

    /** Finds the session of a token, and records its use. */
    public Optional<Session> find(Store store, String token) {
        String key = Fingerprint.of(token);
        Instant now = clock.instant();
        Optional<Session> found = store.get(OPEN, key)
                .flatMap(Sessions::read)
                .filter(session -> now.isBefore(session.until()))
                .filter(session -> session.fromShell()
                        || now.isBefore(Instant.ofEpochMilli(session.seenAt()).plus(Session.IDLE)));
        if (found.isEmpty() || store.get(ENDED, key).isPresent()) {
            return Optional.empty();
        }
        Session session = found.get();
        if (!session.fromShell()
                && now.isAfter(Instant.ofEpochMilli(session.seenAt()).plus(NOTED))) {
            put(store, token, session.seen(now.toEpochMilli()));
        }
        return found;
    }

    /** Ends a session for good, even if a concurrent request is storing it again. */
    public void end(Store store, String token) {
        store.put(ENDED, Fingerprint.of(token), "");
        store.take(OPEN, Fingerprint.of(token));
    }

    private static void put(Store store, String token, Session session) {
        store.put(OPEN, Fingerprint.of(token), JSON.toJson(session));
    }

    private static Optional<Session> read(String json) {
        try {
            return Optional.ofNullable(JSON.fromJson(json, Session.class));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
