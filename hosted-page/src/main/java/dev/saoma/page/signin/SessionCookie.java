package dev.saoma.page.signin;

import dev.saoma.page.settings.PoolSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The cookie that holds the token of the page session, and nothing else. */
public final class SessionCookie {
    private final String name;
    private final Duration lifetime;

    /** For that page; on https the name begins with {@code __Host-}. */
    public SessionCookie(PoolSettings settings) {
        this.name = CookieNames.of(settings.issuer(), "session");
        this.lifetime = settings.session().lifetime();
    }

    /** The token, of the cookies that the browser sent. */
    public Optional<String> read(Map<String, String> present) {
        return Optional.ofNullable(present.get(name));
    }

    /** The cookie for that token. */
    public SetCookie set(String token) {
        return new SetCookie(name, token, lifetime);
    }

    /** Removes it from the browser. */
    public SetCookie drop() {
        return SetCookie.drop(name);
    }
}
