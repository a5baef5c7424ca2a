package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.support.MutableClock;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenID Connect Core 2: the ID token. */
class IdTokensTest {
    private static final long NOW = 1_800_000_000;

    @TempDir
    static Path directory;

    private static List<SigningKey> keys = List.of();

    private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(NOW));

    @BeforeAll
    static void makeKeys() {
        keys = List.of(
                new SigningKeyFile(directory.resolve("1")).loadOrCreate().get(0),
                new SigningKeyFile(directory.resolve("2")).loadOrCreate().get(0));
    }

    private static AuthorizationCodes.Grant handOff(String scope, String nonce) {
        return new AuthorizationCodes.Grant(
                "crm", Samples.CALLBACK, Samples.CHALLENGE, nonce, scope, NOW - 7, null, Samples.user());
    }

    private IdTokens idTokens() {
        return new IdTokens(
                Samples.SETTINGS,
                new TokenSigner(Samples.ISSUER, new SigningKeys(() -> keys, clock)),
                Samples.claims(),
                clock);
    }

    private static JsonObject part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    @Test
    void token_hasItsClaimsAndNoOther() {
        // The access token and its hash are those of OpenID Connect Core 1.0, A.3.
        String token = idTokens()
                .issue(handOff("openid profile", "no"), "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")
                .text();

        assertThat(part(token, 0))
                .isEqualTo(JsonParser.parseString("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\""
                        + keys.get(0).id() + "\"}"));
        assertThat(part(token, 1))
                .isEqualTo(JsonParser.parseString("{\"iss\":\"https://login.example.com\",\"sub\":\"oUnionId\","
                        + "\"aud\":\"crm\",\"iat\":1800000000,\"exp\":1800003600,\"auth_time\":1799999993,"
                        + "\"nonce\":\"no\",\"at_hash\":\"77QmUPtjPfzWtF2AnpK9RQ\",\"name\":\"张伟\","
                        + "\"picture\":\"https://wx.qlogo.cn/a\"}"));
    }

    @Test
    void openidScopeAlone_tellsNoName() {
        JsonObject claims = part(idTokens().issue(handOff("openid", null), "t").text(), 1);

        assertThat(claims.keySet()).doesNotContain("name", "picture", "nonce");
    }

    @Test
    @DisplayName("Y1: the first key signs, all are published")
    void severalKeys_areAllPublished() {

        JwkSet published = Jwks.setParser().build().parse(new SigningKeys(() -> keys, clock).jwks());

        assertThat(published.getKeys())
                .extracting(key -> key.getId())
                .containsExactlyInAnyOrder(keys.get(0).id(), keys.get(1).id());
        String subject = Jwts.parser()
                .clock(() -> Date.from(clock.instant()))
                .keyLocator(header -> published.getKeys().stream()
                        .filter(key -> key.getId().equals(header.get("kid")))
                        .findFirst()
                        .orElseThrow()
                        .toKey())
                .build()
                .parseSignedClaims(idTokens().issue(handOff("openid", "n"), "t").text())
                .getPayload()
                .getSubject();
        assertThat(subject).isEqualTo("oUnionId");
    }
}
