package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests to the endpoint for logout tokens, to which anyone can post. */
class BackChannelRequestIT extends BackChannelFixture {
    @Test
    @DisplayName("L4: what is no good logout token: 400, no-store, JSON, the rule it breaks and nothing it said")
    void badToken_isRefused() {
        browser.visit(app.url("/a"));
        long now = clock.millis() / 1000;
        Map<String, Map<String, Object>> bad = Map.of(
                "iss", Map.of("iss", "https://evil.example"),
                "aud", Map.of("aud", "another-client"),
                "iat", Map.of("iat", now - 600, "exp", now + 60),
                "exp", Map.of("exp", now - 3600),
                "nonce", Map.of("nonce", "n"),
                "events", Map.of("events", Map.of("x", Map.of())),
                "jti", Map.of("jti", ""));
        bad.forEach((rule, changes) -> {
            HttpResponse<String> answer = tell(changes);
            assertThat(answer.statusCode()).as(rule).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"logout_token is not acceptable: "
                            + rule + "\"}");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        });
        HashMap<String, Object> neither = new HashMap<>();
        neither.put("sub", null);
        assertThat(tell(neither).body()).contains("not acceptable: sub");
        assertThat(post("logout_token=" + provider.bearerToken(Map.of())).body())
                .contains("not acceptable: typ");
        assertThat(post("logout_token=" + provider.logoutToken(Map.of()).replaceAll("[^.]*$", "AAAA"))
                        .body())
                .contains("not acceptable: signature");

        assertThat(signedIn(browser)).isTrue();
    }

    @Test
    @DisplayName("L4: a token that comes again is refused; one that ends nothing here is fine")
    void replayedToken_isRefused() {
        String form = "logout_token=" + provider.logoutToken(Map.of("sid", "nobody's"));

        assertThat(post(form).statusCode()).isEqualTo(200);
        HttpResponse<String> again = post(form);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("jti: this token came before");
    }

    @Test
    @DisplayName("L4: what is no logout request")
    void otherRequests_areRefused() {
        String token = provider.logoutToken(Map.of());
        String url = app.url("/saoma/backchannel-logout");

        HttpResponse<String> get = new Browser().send("GET", url + "?logout_token=" + token, null);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(post("").body()).contains("logout_token is missing");
        assertThat(post("logout_token=").body()).contains("logout_token is missing");
        assertThat(post("logout_token=" + token + "&logout_token=" + token).body())
                .contains("repeated");
        assertThat(new Browser()
                        .send("POST", url + "?logout_token=" + token, "x=1")
                        .body())
                .contains("must be in the body");
        assertThat(post("logout_token=" + "x".repeat(30_000)).body()).contains("longer than 20480");
        HttpResponse<String> json =
                new Browser().send("POST", url, null, "Content-Type", "application/json", "Accept", "application/json");
        assertThat(json.body()).contains("expected a form");
        List.of(get, json)
                .forEach(answer ->
                        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store"));

        assertThat(post("x=1&logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&y=2")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a body that a filter in front has had parsed already")
    void parsedBody_isFound() {
        browser.visit(app.url("/a"));

        assertThat(post("logout_token=" + provider.logoutToken(Map.of("sid", "sid-1")), "Test-Parse-First", "1")
                        .statusCode())
                .isEqualTo(200);

        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("L9: a body that says it is a gigabyte is not waited for")
    void endlessBody_isNotReadToItsEnd() throws Exception {
        String head = "POST /crm/saoma/backchannel-logout HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000\r\n\r\nlogout_token=x";
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    @DisplayName("L9: a flood of garbage fetches keys once at most, ends no session and delays no sign-in or sign-out")
    void floodOfGarbage_isBounded() {
        browser.visit(app.url("/a"));
        int before = provider.keyRequests.get();
        String good = provider.logoutToken(Map.of("sid", "sid-1"));
        provider.keyId("unknown");
        List<String> garbage = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0
                        ? "logout_token=" + provider.logoutToken(Map.of("sid", "s" + i))
                        : i % 3 == 1
                                ? "logout_token=" + "x".repeat(i)
                                : "logout_token=" + good.replaceAll("[^.]*$", "AAAA"))
                .toList();
        provider.keyId("k1");

        List<Integer> statuses = garbage.parallelStream()
                .map(form -> post(form).statusCode())
                .distinct()
                .toList();

        assertThat(statuses).containsExactly(400);
        assertThat(provider.keyRequests.get() - before).isLessThanOrEqualTo(1);
        assertThat(signedIn(browser)).isTrue();
        assertThat(new Browser().visit(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(post("logout_token=" + good).statusCode()).isEqualTo(200);
        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("G51: sign-in is not asked for, and no other address of the filter is opened by that")
    void address_needsNoSignIn() {
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(new Browser()
                        .send("POST", app.url("/saoma/backchannel-logout/x"), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(new Browser().send("POST", app.url("/a"), "").statusCode()).isEqualTo(401);
    }
}
