package dev.saoma.page.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and secrets change while people sign in. */
class RotationIT {
    private static final String OLD_COOKIE_KEY = "TUy9nOqWtYw4JmB2xkQeZ7vHc1sRpLd8AgFiEo3Kn5M=";
    private static final String NEW_COOKIE_KEY = "h3Jx8VbN2mQwE5rTyU7iOpA9sDfG4kLzXcV6BnM1qWs=";
    private static final String NEW_SECRET = "crm-secret-next-6Qx1wZl8Rn4uYv0MsO3tIe9C";

    @TempDir
    Path directory;

    private String idToken(Browser browser, String wechatCode) {
        String code = browser.signIn(Browser.crm(), wechatCode).get("code");
        return JsonParser.parseString(browser.token(code).body())
                .getAsJsonObject()
                .get("id_token")
                .getAsString();
    }

    private static String kid(String idToken) {
        String header = new String(java.util.Base64.getUrlDecoder().decode(idToken.split("\\.")[0]));
        return JsonParser.parseString(header).getAsJsonObject().get("kid").getAsString();
    }

    /** Rotates the keys, and has the running page check the file. */
    private void rotate(PageUnderTest page, Duration lead) throws IOException {
        Path file = directory.resolve("signing-key.json");
        new SigningKeyFile(file).rotate(List.of("RS256"), lead, page.clock);
        Files.setLastModifiedTime(file, FileTime.from(page.clock.instant()));
        page.clock.advance(Duration.ofSeconds(10));
    }

    private static void verify(PageUnderTest page, String jwks, String idToken) throws JwtException {
        Jwts.parser()
                .clock(() -> Date.from(page.clock.instant()))
                .keyLocator(header -> Jwks.setParser().build().parse(jwks).getKeys().stream()
                        .filter(key -> key.getId().equals(header.get("kid")))
                        .findFirst()
                        .orElseThrow(() -> new JwtException("no such key in the set that the client has"))
                        .toKey())
                .build()
                .parseSignedClaims(idToken);
    }

    @Test
    @DisplayName("Y1: keys change under load, and no sign-in fails at applications that read them every half hour")
    void rotationUnderLoad_failsNoSignIn() throws Exception {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            ExecutorService people = Executors.newFixedThreadPool(4);
            Set<String> kids = ConcurrentHashMap.newKeySet();
            String known = new Browser(page.issuer).get("/jwks").body();
            rotate(page, Duration.ofHours(1));
            for (int minutes = 0; minutes <= 90; minutes += 10) {
                if (minutes % 30 == 0 && minutes > 0) {
                    known = new Browser(page.issuer).get("/jwks").body();
                }
                String jwks = known;
                List<Future<?>> signIns = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String wechatCode = "code-" + minutes + "-" + i;
                    signIns.add(people.submit(() -> {
                        String idToken = idToken(new Browser(page.issuer), wechatCode);
                        kids.add(kid(idToken));
                        verify(page, jwks, idToken);
                    }));
                }
                for (Future<?> signIn : signIns) {
                    signIn.get();
                }
                page.clock.advance(Duration.ofMinutes(10));
            }
            people.shutdown();
            assertThat(kids).as("both keys have signed").hasSize(2);
        }
    }

    @Test
    @DisplayName("Y2: a key that signs at once, without notice, is in the set that clients fetch when they meet it")
    void emergency_newKeyIsPublishedWithItsFirstToken() throws Exception {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            Browser browser = new Browser(page.issuer);
            String before = idToken(browser, "c1");

            rotate(page, Duration.ZERO);

            browser.cookies.clear();
            String after = idToken(browser, "c2");
            String jwks = browser.get("/jwks").body();
            assertThat(kid(after)).isNotEqualTo(kid(before));
            verify(page, jwks, after);
            verify(page, jwks, before);
        }
    }

    @Test
    @DisplayName("Y8: caches may keep the keys for minutes, and the next key is published an hour ahead")
    void jwks_isKeptForMuchLessThanTheLead() {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            HttpResponse<String> jwks = new Browser(page.issuer).get("/jwks");

            assertThat(jwks.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        }
    }

    @Test
    @DisplayName("Y5: a sign-in that began with the old cookie key survives the change, and ends with the key")
    void cookieKeys_rotate() {
        PageUnderTest first = new PageUnderTest(directory, "", cookieKeys(OLD_COOKIE_KEY));
        Browser browser = new Browser(first.issuer);
        String survives = browser.begin(Browser.crm());
        String ends = browser.begin(Browser.shop());
        first.stop();
        PageUnderTest both = first.again(directory, cookieKeys(NEW_COOKIE_KEY, OLD_COOKIE_KEY));
        assertThat(browser.callback(survives, "c1").statusCode()).isEqualTo(303);
        both.stop();

        try (PageUnderTest alone = both.again(directory, cookieKeys(NEW_COOKIE_KEY))) {
            HttpResponse<String> answer = browser.callback(ends, "c2");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("找不到这次登录");
            assertThat(alone.wechat.calls()).isEmpty();
        } finally {
            first.wechat.close();
            both.wechat.close();
        }
    }

    private static String cookieKeys(String... keys) {
        return "keys: { cookie: [\"" + String.join("\", \"", keys) + "\"] }\n";
    }

    @Test
    @DisplayName("Y6: while a client secret changes both are good, afterwards the new one alone")
    void clientSecrets_rotate() {
        String entry = "  - { clientId: changing, name: C, redirectUris: [\"" + PageUnderTest.CRM_CALLBACK
                + "\"], clientSecret: " + NEW_SECRET;
        try (PageUnderTest page = new PageUnderTest(
                directory, "", entry + ", previousClientSecret: " + PageUnderTest.CRM_SECRET + " }\n")) {
            Browser browser = new Browser(page.issuer);
            assertThat(redeem(browser, "c1", PageUnderTest.CRM_SECRET)).isEqualTo(200);
            assertThat(redeem(browser, "c2", NEW_SECRET)).isEqualTo(200);
            assertThat(redeem(browser, "c3", NEW_SECRET + "x")).isEqualTo(401);
        }
        try (PageUnderTest page = new PageUnderTest(directory, "", entry + " }\n")) {
            Browser browser = new Browser(page.issuer);
            assertThat(redeem(browser, "c4", NEW_SECRET)).isEqualTo(200);
            assertThat(redeem(browser, "c5", PageUnderTest.CRM_SECRET)).isEqualTo(401);
        }
    }

    private static int redeem(Browser browser, String wechatCode, String secret) {
        browser.cookies.clear();
        Map<String, String> request = Browser.crm();
        request.put("client_id", "changing");
        String code = browser.signIn(request, wechatCode).get("code");
        return new Browser(browser.issuer()).tokenOf("changing", secret, code).statusCode();
    }
}
