package dev.saoma.e2e;

// docs/site/sdk.md shows everything from here on; ShopTokensTest compares.
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Verifies the tokens that the site's scripts send. One for the whole application; thread-safe. */
final class ShopTokens {
    private final URI jwks;
    private final JwtParser parser;
    private final Map<Object, Key> keys = new HashMap<>();
    private Instant asked = Instant.MIN;

    /** new ShopTokens("https://login.example.cn", URI.create("https://login.example.cn/jwks"), "shop") */
    ShopTokens(String issuer, URI jwks, String clientId) {
        this.jwks = jwks;
        this.parser = Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.RS256) // This algorithm, whatever the token says.
                .and()
                .keyLocator(this::key)
                .requireIssuer(issuer)
                .requireAudience(clientId)
                .clockSkewSeconds(60)
                .build();
    }

    /**
     * Returns the claims of a valid token; getSubject() is the user's id.
     *
     * @throws JwtException if it is invalid or has expired: respond with 401
     * @throws UncheckedIOException if the keys cannot be loaded now: respond with 503
     */
    Claims verify(String token) {
        Claims claims = parser.parseSignedClaims(token).getPayload();
        if (claims.getSubject() == null || claims.getExpiration() == null) {
            throw new UnsupportedJwtException("no ID token");
        }
        return claims;
    }

    /** Keys change, so an unknown one is asked for, every ten seconds at most, and all of them once an hour. */
    private synchronized Key key(Header header) {
        Object kid = header.get("kid");
        if (kid == null || !"JWT".equals(header.getType())) { // Logout tokens have another type.
            throw new UnsupportedJwtException("no ID token");
        }
        Duration pause = keys.containsKey(kid) ? Duration.ofHours(1) : Duration.ofSeconds(10);
        if (Instant.now().isAfter(asked.plus(pause))) {
            asked = Instant.now();
            try {
                Map<Object, Key> published = published();
                keys.clear();
                keys.putAll(published);
            } catch (IOException e) {
                if (!keys.containsKey(kid)) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return keys.get(kid); // null is refused
    }

    private Map<Object, Key> published() throws IOException {
        URLConnection connection = jwks.toURL().openConnection();
        connection.setConnectTimeout(2000);
        connection.setReadTimeout(2000);
        Map<Object, Key> published = new HashMap<>();
        try (InputStream in = connection.getInputStream()) {
            for (Jwk<?> key : Jwks.setParser().build().parse(in).getKeys()) {
                published.put(key.getId(), key.toKey());
            }
        }
        return published;
    }
}
