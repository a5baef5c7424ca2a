package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL of a deep link is opened again after the sign-in, or a page states why it cannot be. */
class ReturnAddressIT extends AppFixture {
    @Test
    @DisplayName(
            "R8: addresses of up to 3,072 characters come back, with any cookie below 4,096 bytes and all of them too")
    void longAddress_isKept() {
        String fits = "/x?" + "q%E4~".repeat(612);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> begun = browser.open(app.url(fits + i));
            assertThat(browser.cookieHeader().length()).isLessThanOrEqualTo(4096);
            assertThat(browser.pending()).isNotEmpty();
            assertThat(Browser.location(begun)
                            .replaceAll(".*[?&]state=([^&]*).*", "$1")
                            .length())
                    .isLessThanOrEqualTo(2048);
        }
        assertThat(browser.visit(app.url(fits)).uri().toString()).isEqualTo(app.url(fits));
    }

    @ParameterizedTest
    @DisplayName("R8: state grows with the address to 2,048 characters at most, and carries it so far")
    @ValueSource(ints = {10, 200, 1500, 1600, 1601, 3000})
    void state_isOfMeasuredLength(int length) {
        HttpResponse<String> begun = browser.open(app.url("/x?" + "q".repeat(length - 3)));
        browser.cookies.clear();
        clock.advance(java.time.Duration.ofMinutes(11));

        String callback = Browser.location(browser.open(Browser.location(begun)));

        assertThat(callback.replaceAll(".*[?&]state=([^&]*).*", "$1").length()).isLessThanOrEqualTo(2048);
        String expected = length <= 1600 ? "return_to=%2Fcrm%2Fx%3Fqqq" : "lost=long";
        assertThat(Browser.location(browser.open(callback))).contains(expected);
    }

    @ParameterizedTest
    @DisplayName("R8: what does not come back ends on a page that says why, and the log says it too")
    @ValueSource(strings = {"long", "/100%25.txt"})
    void addressThatCannotComeBack_isExplained(String path) {
        try (FailureLines log = new FailureLines(java.util.logging.Level.INFO)) {
            HttpResponse<String> page = browser.visit(app.url(path.equals("long") ? "/x?" + "q".repeat(4000) : path));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(
                            "You are signed in",
                            path.equals("long") ? "longer than 3,072 characters" : "led elsewhere");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("The page asked for is not returned to"));
        }
        assertThat(browser.visit(app.url("/a")).body()).contains("user=" + provider.subject);
    }

    @ParameterizedTest
    @DisplayName("R8: everything that an application can serve comes back byte for byte")
    @ValueSource(
            strings = {
                "/%E8%AE%A2%E5%8D%95/7?q=%D0%BB%D1%91&n=1+2",
                "/a;v=1/b?x[]=1&y={a|b}^`\"<>'",
                "/a!$&'()*+,=:@-._~?/?",
                "/a?x=%25%2F%5C%00&&=",
                "/%5B%7C%5D"
            })
    void legalAddress_comesBackByteForByte(String target) throws Exception {
        String begun = RawHttp.send(app.port(), Browser.raw("GET /crm" + target + " HTTP/1.1", Browser.NAVIGATION));
        org.junit.jupiter.api.Assumptions.assumeFalse(
                begun.startsWith("HTTP/1.1 400"), "the container serves no such address");
        String cookie = begun.replaceAll("(?s).*Set-Cookie: ([^;]*);.*", "$1");
        String authorize = begun.replaceAll("(?s).*Location: (\\S*).*", "$1");
        browser.cookies.put(cookie.split("=", 2)[0], cookie.split("=", 2)[1]);

        String back = Browser.location(browser.open(Browser.location(browser.open(authorize))));

        assertThat(back).isEqualTo(app.url("") + target);
    }

    @Test
    @DisplayName("R8: 230 Chinese characters in a query come back")
    void chineseQuery_comesBack() {
        String address = app.url("/search?q=" + "%E4%B8%AD".repeat(230));

        assertThat(browser.visit(address).uri().toString()).isEqualTo(address);
    }
}
