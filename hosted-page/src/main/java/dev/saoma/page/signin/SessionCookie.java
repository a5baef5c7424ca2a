package dev.saoma.page.signin;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.settings.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The cookie that holds the token of the page session, and nothing else. */
public final class SessionCookie {
    private final String name;
    /** A browser sends one. Each further one costs a look-up, and a sibling domain may plant many. */
    private static final int MOST = 4;

    private final Duration lifetime;
    private final Predicate<String> opens;

    /**
     * Creates the cookie of a pool; on https its name begins with {@code __Host-}.
     *
     * @param opens whether a token opens a session; called only if a browser sends several
     */
    public SessionCookie(PoolSettings settings, Predicate<String> opens) {
        this.opens = Objects.requireNonNull(opens, "opens");
        this.name = CookieNames.of(settings.issuer(), "session");
        this.lifetime = settings.session().lifetime();
    }

    /** Returns the token; if there are several, the one that opens a session; empty if two do. */
    public Optional<String> read(SentCookies present) {
        List<String> tokens = present.values(name);
        if (tokens.size() > 1) {
            tokens = tokens.stream().limit(MOST).filter(opens).toList();
        }
        return tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
    }

    /** Returns all tokens, for a sign-out, which has to invalidate each. */
    public List<String> all(SentCookies present) {
        return present.values(name).stream().limit(MOST).toList();
    }

    /** Returns the cookie with that token. */
    public SetCookie set(String token) {
        return new SetCookie(name, token, lifetime);
    }

    /** Returns the cookie that deletes it from the browser. */
    public SetCookie drop() {
        return SetCookie.drop(name);
    }
}
