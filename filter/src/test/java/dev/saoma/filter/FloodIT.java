package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floods: section D of the abuse cases, as far as a single application can show it. */
@Timeout(300)
class FloodIT extends AppFixture {
    private static String many(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }

    @ParameterizedTest
    @DisplayName("D6: oversized headers, cookies and queries are answered cheaply: never a 5xx, never let through")
    @CsvSource({"header, 65536", "cookie, 8192", "cookies, 10000", "query, 1000000", "query, 6000"})
    void oversizedRequest_isNoServerError(String what, int size) throws Exception {
        String line = "GET /crm/a" + (what.equals("query") ? "?" + "q".repeat(size) : "") + " HTTP/1.1";
        String header = switch (what) {
            case "header" -> "X-Long: " + "x".repeat(size);
            case "cookie" -> "Cookie: a=" + "x".repeat(size);
            case "cookies" -> "Cookie: " + many(size, i -> "c" + i + "=1; ") + "z=1";
            default -> "X-Short: x";
        };

        String answer;
        try {
            answer = RawHttp.send(app.port(), line, "Accept: text/html", header);
        } catch (java.io.IOException e) {
            return; // The container closes the connection on what it will not read.
        }

        assertThat(answer).matches("(?s)(HTTP/1.1 (302|400|401|413|414|431) .*)?");
        assertThat(app.calls).hasValue(0);
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    @DisplayName("D7: cookies in our names that a subdomain has planted: the sign-in works and clears them")
    void plantedCookies_areNoObstacle() {
        browser.open(app.url("/first"));
        String name = browser.pending().get(0);
        String stem = name.substring(0, name.length() - 8);
        browser.cookies.clear();
        for (int i = 0; i < 40; i++) {
            browser.cookies.put(stem + String.format("%08d", i), "x".repeat(60));
        }

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("user=" + provider.subject);
        assertThat(browser.pending()).hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @DisplayName("D8: worst cases of header patterns cost nothing")
    @CsvSource({
        "Accept-Language, 'zh-'",
        "Accept-Language, ',;q='",
        "Accept-Language, 'a-b-'",
        "User-Agent, '((((('",
        "Accept, 'text/html,'",
        "Cookie, 'saoma-='",
        "Cookie, ';;=;'"
    })
    void hostileHeader_isReadInLinearTime(String name, String piece) throws Exception {
        String value = piece.repeat(6000 / piece.length());
        for (String path : new String[] {"/crm/a", "/crm/saoma/signed-out", "/crm/saoma/callback?state=x&code=y"}) {
            String answer = RawHttp.send(
                    app.port(), "GET " + path + " HTTP/1.1", "Sec-Fetch-Mode: navigate", name + ": " + value);
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 [234].*");
        }
    }

    @Test
    @DisplayName("D8: names that collide as hash codes, in a query of our own addresses")
    void collidingNames_areRead() {
        String query = many(
                300, i -> Integer.toBinaryString(1024 + i).replace("0", "Aa").replace("1", "BB") + "=1&");

        assertThat(browser.open(app.url("/saoma/callback?" + query)).statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("D9: bad callbacks with 6 KB of state: sixty short lines in the log, each on one line")
    void badCallbacks_areLoggedInMeasure() {
        try (FailureLines log = new FailureLines()) {
            for (int i = 0; i < 300; i++) {
                browser.open(app.url("/saoma/callback?code=x&state=" + "%0d%0a".repeat(1000)));
            }

            assertThat(log.lines()).hasSize(60).allSatisfy(line -> {
                assertThat(line).hasSizeLessThan(700).doesNotContain("\n", "\r");
            });
        }
    }

    @Test
    @DisplayName("D3: sign-ins that are begun and never finished leave nothing on the server")
    void unfinishedSignIns_leaveNothing() {
        for (int i = 0; i < 500; i++) {
            assertThat(new Browser().open(app.url("/a")).statusCode()).isEqualTo(302);
        }
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(provider.discoveryRequests).hasValue(1);
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }
}
