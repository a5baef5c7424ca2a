package dev.saoma.page.oidc;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Application;
import io.jsonwebtoken.JwtBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs logout tokens. Thread-safe.
 *
 * @see "OpenID Connect Back-Channel Logout 1.0, 2.4"
 */
public final class LogoutTokens {
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final Map<String, Object> EVENTS =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private final TokenSigner signer;
    private final RandomText random;
    private final Clock clock;

    /** Creates tokens signed by {@code signer}. */
    public LogoutTokens(TokenSigner signer, RandomText random, Clock clock) {
        this.signer = signer;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Signs a token that notifies {@code application} of the end of a session of {@code subject}.
     *
     * @param sid the session; null if all sessions of the person have ended
     */
    public String sign(Application application, String subject, @Nullable String sid) {
        Instant now = clock.instant();
        return signer.sign(
                application.rules().idTokenAlgorithm(),
                "logout+jwt",
                token -> withSession(token.subject(subject), sid)
                        .claim("aud", application.clientId())
                        .issuedAt(Date.from(now))
                        .expiration(Date.from(now.plus(LIFETIME)))
                        .id(random.token())
                        .claim("events", EVENTS));
    }

    private static JwtBuilder withSession(JwtBuilder token, @Nullable String sid) {
        return sid == null ? token : token.claim("sid", sid);
    }
}
