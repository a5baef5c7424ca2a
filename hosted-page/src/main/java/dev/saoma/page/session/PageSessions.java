package dev.saoma.page.session;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PoolSettings.SessionSettings;
import dev.saoma.page.settings.ProtocolRules;
import dev.saoma.page.store.Json;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * The page sessions. Safe for many threads, and for many nodes where the store is shared. A session consists of four kinds of
 * entries, none of which is ever changed in place, so nothing that runs late can bring an ended session back to life:
 *
 * <pre>
 *   page-session         fingerprint of the token → who, since when      for session.lifetime
 *   page-session-seen    fingerprint of the token                        for session.idle, stored again at every use
 *   page-session-member  sid, application                                each gets a logout token at the end
 *   page-session-ended   sid                                             ends it without its token, and invalidates
 *                                                                        the tokens issued in it
 * </pre>
 */
public final class PageSessions {
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(PageSessions.class));
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int SID_CHARS = 22;

    private final Store store;
    private final SessionSettings settings;
    private final RandomText random;
    private final Clock clock;
    private final Kind session;
    private final Kind seen;
    private final Kind member;
    private final Kind ended;

    /** Creates sessions in {@code store}. */
    public PageSessions(Store store, SessionSettings settings, RandomText random, Clock clock) {
        this.store = Objects.requireNonNull(store, "store");
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.session = new Kind("page-session", settings.lifetime());
        this.seen = new Kind("page-session-seen", settings.idle());
        this.member = new Kind("page-session-member", settings.lifetime());
        // Tokens of a session may be checked after it would have expired.
        this.ended = new Kind("page-session-ended", longer(settings.lifetime(), ProtocolRules.LONGEST_ID_TOKEN));
    }

    /**
     * A session and the token that opens it.
     *
     * @param token 256 bits, for the browser only
     */
    public record Opened(String token, PageSession session) {
        @Override
        public String toString() {
            return "Opened[…]";
        }
    }

    private record Entry(PageSession session, long startedAt) {}

    /**
     * Begins a session of {@code user}, who has just signed in, in place of the browser's earlier one. The same person
     * keeps the {@code sid}, so that a later sign-out reaches every application.
     *
     * @return empty if sessions are off, or the store is unavailable or full, which must not prevent a sign-in
     */
    public Optional<Opened> open(SignedInUser user, boolean profile, Optional<String> oldToken) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        try {
            Optional<PageSession> old = oldToken.flatMap(this::end);
            Optional<String> sid =
                    old.filter(o -> o.user().subject().equals(user.subject())).map(PageSession::sid);
            PageSession opened = session(sid, user, profile);
            String token = random.token();
            store.put(session, Fingerprint.of(token), Json.text(new Entry(opened, opened.authTime())));
            store.put(seen, Fingerprint.of(token), "");
            return Optional.of(new Opened(token, opened));
        } catch (StoreUnavailableException e) {
            log.error("no page session started: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Begins a session of {@code user} that has no token, since the browser would not keep it: nothing of it is stored but
     * its members, and it can only be ended.
     *
     * @return empty if sessions are off
     */
    public Optional<PageSession> withoutToken(SignedInUser user, boolean profile) {
        return settings.enabled() ? Optional.of(session(Optional.empty(), user, profile)) : Optional.empty();
    }

    private PageSession session(Optional<String> sid, SignedInUser user, boolean profile) {
        return new PageSession(
                sid.orElseGet(() -> random.alphanumeric(SID_CHARS)),
                user,
                profile,
                clock.instant().getEpochSecond());
    }

    /** Finds the session of that token, unless it has ended, been idle for too long, or exceeded its lifetime. */
    public Optional<PageSession> find(String token) {
        if (!settings.enabled() || !TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        String key = Fingerprint.of(token);
        return store.get(session, key)
                .filter(json -> store.get(seen, key).isPresent())
                .flatMap(json -> Json.read(json, Entry.class))
                .filter(entry -> clock.instant()
                        .isBefore(Instant.ofEpochSecond(entry.startedAt()).plus(settings.lifetime())))
                .map(Entry::session)
                .filter(found -> !hasEnded(found.sid()));
    }

    /** Records a use of the session, which restarts its idle time. */
    public void used(String token) {
        store.put(seen, Fingerprint.of(token), "");
    }

    /** Records the application as a member: it receives a logout token when the session ends. */
    public void joined(PageSession joined, String clientId) {
        try {
            store.put(member, memberKey(joined.sid(), clientId), "");
        } catch (StoreUnavailableException e) {
            log.error("application={} will get no logout token: {}", clientId, e.getMessage());
        }
    }

    /** Ends the session of that token for good, and returns it. */
    public Optional<PageSession> end(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        store.take(seen, Fingerprint.of(token));
        return store.take(session, Fingerprint.of(token))
                .flatMap(json -> Json.read(json, Entry.class))
                .map(Entry::session)
                .filter(found -> !hasEnded(found.sid()));
    }

    /** Ends the session with that sid for good, without its token. Returns true only for the first call. */
    public boolean endAs(String sid) {
        return store.putIfAbsent(ended, sid, "");
    }

    /** Records that the session has ended, which invalidates its access tokens and codes. */
    public void markEnded(PageSession over) {
        try {
            endAs(over.sid());
        } catch (StoreUnavailableException e) {
            log.error("tokens of an ended session stay valid until they expire: {}", e.getMessage());
        }
    }

    /** Whether the session was ended by a sign-out; false for expired ones. */
    public boolean hasEnded(String sid) {
        return store.get(ended, sid).isPresent();
    }

    /** Removes the members among {@code clientIds} from the session and returns them; a second call returns none. */
    public List<String> leave(String sid, Collection<String> clientIds) {
        return clientIds.stream()
                .filter(id -> store.take(member, memberKey(sid, id)).isPresent())
                .toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String memberKey(String sid, String clientId) {
        return sid + " " + clientId;
    }
}
