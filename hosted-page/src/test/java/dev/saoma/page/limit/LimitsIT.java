package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send too many requests. The test acts as the proxy in front, and sets the addresses of requests. */
class LimitsIT extends OnePage {
    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory, "", """
                  - { clientId: store, name: Store, origins: ["http://localhost:8091"], authingSdk: true }
                trustedProxies: ["127.0.0.0/8"]
                limits: { signInsPerAddress: 20, tokenCallsPerAddress: 80, failedAuthentications: 5 }
                """);
    }

    private HttpResponse<String> authorizeFrom(String address) {
        return browser.get("/authorize?" + Browser.query(Browser.crm()), "X-Forwarded-For", address);
    }

    @Test
    @DisplayName("A20, A11: too many sign-ins from one address: 429, Retry-After, a page; others are not touched")
    void manySignIns_areRefusedFromThatAddressOnly() {
        HttpResponse<String> answer = authorizeFrom("192.0.2.1");
        for (int i = 0; i < 100 && answer.statusCode() == 200; i++) {
            answer = authorizeFrom("192.0.2.1");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(answer.body()).contains("data-page=\"error\"");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(authorizeFrom("192.0.2.2").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("G76: the address is the last one that is not our proxy's, whatever the client wrote before it")
    void forgedHeader_doesNotHelp() {
        int limited = 0;
        for (int i = 0; i < 60; i++) {
            limited +=
                    authorizeFrom("198.51.100." + i + ", 192.0.2.7, 127.0.0.2").statusCode() == 429 ? 1 : 0;
        }

        assertThat(limited).isPositive();
        assertThat(authorizeFrom("198.51.100.3").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("of IPv6 the first 64 bits count: a customer has as many addresses as they like")
    void ipv6_countsByNetwork() {
        int limited = 0;
        for (int i = 0; i < 60; i++) {
            limited += authorizeFrom("2001:db8:1:2::" + Integer.toHexString(i)).statusCode() == 429 ? 1 : 0;
        }

        assertThat(limited).isPositive();
        assertThat(authorizeFrom("2001:db8:1:3::1").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> token(String address, String secret) {
        String pair = Base64.getEncoder().encodeToString(("crm:" + secret).getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", "A".repeat(43));
        form.put("redirect_uri", PageUnderTest.CRM_CALLBACK);
        return browser.post("/token", form, "X-Forwarded-For", address, "Authorization", "Basic " + pair);
    }

    @Test
    @DisplayName(
            "K6: a guessed secret is rate-limited for that address; the application itself still works from others")
    void wrongSecrets_areSlowedDownThere() {
        for (int i = 0; i < 5; i++) {
            assertThat(token("192.0.2.20", "wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> limited = token("192.0.2.20", "wrong");
        for (int i = 0; i < 20 && limited.statusCode() == 401; i++) { // On a slow machine, some expire meanwhile.
            limited = token("192.0.2.20", "wrong");
        }

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        assertThat(limited.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(limited.body()).contains("\"error\":\"temporarily_unavailable\"");
        assertThat(token("192.0.2.21", PageUnderTest.CRM_SECRET).body()).contains("invalid_grant");
    }

    @Test
    void manyTokenCalls_areRefusedFromThatAddress() {
        int limited = 0;
        for (int i = 0; i < 120; i++) {
            limited += token("192.0.2.30", PageUnderTest.CRM_SECRET).statusCode() == 429 ? 1 : 0;
        }

        assertThat(limited).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /graphql/v2, 192.0.2.40, 192.0.2.41",
        "GET, /api/v2/oidc/validate_token?id_token=x, 192.0.2.50, 192.0.2.51",
        "GET, /api/v2/users/me, 192.0.2.60, 192.0.2.61"
    })
    @DisplayName("the addresses of authing-js-sdk are limited too, in the form that it reads")
    void manyCallsOfTheCompatibleAddresses_areRefusedFromThatAddress(
            String method, String path, String address, String other) {
        HttpResponse<String> answer = compat(method, path, address);
        for (int i = 0; i < 200 && answer.statusCode() != 429; i++) {
            answer = compat(method, path, address);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"code\":429,\"message\":\"请求过于频繁，请稍后再试\"}");
        assertThat(compat(method, path, other).statusCode()).isNotEqualTo(429);
    }

    private HttpResponse<String> compat(String method, String path, String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page.issuer + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{}"));
        return browser.send(request, "X-Forwarded-For", address);
    }

    @Test
    @DisplayName("an address that is not known is not everybody's")
    void proxyThatDoesNotTell_isNotLimited() {
        for (int i = 0; i < 60; i++) {
            assertThat(browser.authorize(Browser.crm()).statusCode()).isEqualTo(200);
        }
    }
}
