package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The back end of docs/site/sdk.md: the class shown there is the one tested, and it accepts valid ID tokens only. */
class ShopTokensTest {
    private static final String ISSUER = "https://login.example.cn";
    private static final KeyPair RSA = Jwts.SIG.RS256.keyPair().build();
    private static final KeyPair STRANGER = Jwts.SIG.RS256.keyPair().build();

    private static HttpServer page;

    @BeforeAll
    static void start() throws IOException {
        page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] keys = ("{\"keys\":["
                        + Jwks.json(Jwks.builder()
                                .key((RSAPublicKey) RSA.getPublic())
                                .id("one")
                                .build()) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        page.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        page.start();
    }

    @AfterAll
    static void stop() {
        page.stop(0);
    }

    @Test
    void classInTheDocumentation_isThisOne() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/saoma/e2e/ShopTokens.java"));
        String shown = source.substring(source.indexOf("import "));

        assertThat(Files.readString(Path.of("..", "docs", "site", "sdk.md"))).contains("```java\n" + shown + "```\n");
    }

    @Test
    void goodToken_tellsUserAndRoles() {
        Claims claims = tokens().verify(token(RSA, all -> all));

        assertThat(claims.getSubject()).isEqualTo("somebody");
        // As in docs/site/sdk.md.
        assertThat(claims.get("roles") instanceof List<?> roles && roles.contains("clerk"))
                .isTrue();
    }

    static List<String> badTokens() {
        String good = token(RSA, all -> all);
        return List.of(
                "junk",
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                token(STRANGER, all -> all),
                token(RSA, all -> all.issuer("https://elsewhere.example.cn")),
                token(RSA, all -> all.claim("aud", "crm")),
                token(RSA, all -> all.expiration(null)),
                token(RSA, all -> all.subject(null)),
                token(RSA, all -> all.header().keyId("two").and()),
                token(RSA, all -> all.header().type("logout+jwt").and()),
                claims(all -> all).compact(),
                claims(all -> all).signWith(RSA.getPrivate(), Jwts.SIG.RS512).compact(),
                claims(all -> all)
                        .signWith(Jwts.SIG.HS256.key().build(), Jwts.SIG.HS256)
                        .compact());
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void anyOtherToken_isRefused(String token) {
        ShopTokens tokens = tokens();

        assertThatThrownBy(() -> tokens.verify(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void tokenThatExpiredTwoMinutesAgo_isRefused() {
        String old = token(RSA, all -> all.expiration(Date.from(Instant.now().minusSeconds(120))));

        assertThatThrownBy(() -> tokens().verify(old)).isInstanceOf(ExpiredJwtException.class);
    }

    @Test
    void withoutKeys_nothingIsSaidOfTheToken() {
        ShopTokens tokens = new ShopTokens(
                ISSUER, URI.create("http://127.0.0.1:" + page.getAddress().getPort() + "/nothing"), "shop");

        assertThatThrownBy(() -> tokens.verify(token(RSA, all -> all))).isInstanceOf(UncheckedIOException.class);
    }

    private static ShopTokens tokens() {
        return new ShopTokens(
                ISSUER, URI.create("http://127.0.0.1:" + page.getAddress().getPort() + "/jwks"), "shop");
    }

    private static String token(KeyPair key, UnaryOperator<JwtBuilder> change) {
        return claims(change).signWith(key.getPrivate(), Jwts.SIG.RS256).compact();
    }

    /** Returns the claims of the hosted page, changed. */
    private static JwtBuilder claims(UnaryOperator<JwtBuilder> change) {
        return change.apply(Jwts.builder()
                .header()
                .type("JWT")
                .keyId("one")
                .and()
                .issuer(ISSUER)
                .subject("somebody")
                .claim("aud", "shop")
                .claims(Map.of("roles", List.of("clerk")))
                .expiration(Date.from(Instant.now().plusSeconds(3600))));
    }
}
