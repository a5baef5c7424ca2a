package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Report-only mode: everything passes, and the log states what would not. */
class ReportOnlyIT {
    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private final StartLog log = new StartLog();
    private TestProvider provider;
    private LegacyApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        app = new LegacyApp(
                provider,
                clock,
                Map.of(
                        "reportOnly",
                        "true",
                        "apiPaths",
                        "/api/*",
                        "roles",
                        "/admin/* = boss, chief",
                        "scrubHeaders",
                        "X-Remote-User"));
    }

    @AfterEach
    void stop() {
        log.close();
        app.close();
        provider.close();
    }

    private List<String> reports() {
        return log.formatted()
                .lines()
                .filter(line -> line.startsWith("Report only:"))
                .toList();
    }

    @Test
    void start_saysItLoudly() {
        assertThat(log.text()).contains("REPORT-ONLY MODE: no sign-in is required");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /who/me?secret=s3cr3t, navigation, /who/* would be sent to sign in (302): no user is signed in and no pattern"
                + " of publicPaths covers it (first: GET /old/who/me)",
        "POST, /who/form,       form,   '/who/* would be sent to sign in (303), and the form lost: '",
        "GET,  /logo.png,       image,  '*.png would be answered 401: '",
        "GET,  /top,            navigation, '/top would be sent to sign in (302): '",
        "GET,  /api/x,          navigation, '/api/* would be answered 401: '",
        "GET,  /who/./me,       navigation, '(ambiguous addresses) would be sent to sign in (302): the address can be read in two"
                + " ways'",
        "GET,  /who/a%7fb,      navigation, '(refused addresses) would be answered 400: no honest client'"
    })
    void stranger_passes_andIsLogged(String method, String path, String kind, String report) throws Exception {
        String[] fetch = switch (kind) {
            case "image" -> new String[] {"Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image", "Accept: image/*"};
            default -> new String[] {"Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Accept: text/html"};
        };

        String answer = RawHttp.send(
                app.port(),
                method + " /old" + path + " HTTP/1.1",
                fetch[0],
                fetch[1],
                fetch[2],
                "X-Remote-User: proxy",
                method.equals("POST") ? "Content-Length: 0" : "X-Nothing: 1");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("user=null", "class=org.eclipse.jetty.server.Request", "X-Remote-User=proxy");
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
                .doesNotContain("Set-Cookie", "Cache-Control", "Location", "WWW-Authenticate", "X-Saoma");
        assertThat(reports()).hasSize(1);
        assertThat(reports().get(0)).startsWith("Report only: " + report).doesNotContain("s3cr3t");
        assertThat(provider.discoveryRequests).hasValue(0);
    }

    @Test
    void publicPaths_andErrorPages_areNotReported() {
        assertThat(browser.open(app.url("/public/x")).body()).contains("class=org.eclipse.jetty.server.Request");
        assertThat(browser.open(app.url("/public/error")).statusCode()).isEqualTo(503);
        assertThat(reports()).isEmpty();
    }

    @Test
    void eachKind_isLoggedOnce() {
        for (int i = 0; i < 20; i++) {
            browser.open(app.url("/who/" + i));
        }
        browser.send("GET", app.url("/who/x"), null, "Accept", "application/json");

        assertThat(reports()).hasSize(2);
    }

    @Test
    void flood_isBounded_andEveryMinuteTellsMore() {
        for (int i = 0; i < 600; i++) {
            browser.open(app.url("/folder" + i + "/x"));
        }
        assertThat(reports()).hasSize(61); // sixty, and the line about too many kinds
        assertThat(log.formatted()).contains("more than 500 kinds of requests");

        clock.advance(java.time.Duration.ofMinutes(1));
        browser.open(app.url("/folder400/x"));
        assertThat(reports()).hasSize(62);
        assertThat(reports().get(61)).contains("/folder400/*");
    }

    @Test
    void signIn_canBeTried_andRolesAreReported() {
        assertThat(browser.visit(app.url("/saoma/login?return_to=/old/who/me")).body())
                .contains("path=/who/me", "user=" + provider.subject, "auth=SAOMA");
        assertThat(reports()).isEmpty();

        HttpResponse<String> admin = browser.open(app.url("/admin/x"));
        assertThat(admin.statusCode()).isEqualTo(200);
        assertThat(admin.body()).contains("user=" + provider.subject);
        assertThat(reports())
                .containsExactly("Report only: /admin/* would be answered 403: the user lacks the role:"
                        + " /admin/* = boss, chief (first: GET /old/admin/x)");

        assertThat(browser.open(app.url("/saoma/nothing-here")).statusCode()).isEqualTo(404);
        assertThat(browser.send("POST", app.url("/saoma/logout"), "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.open(app.url("/who/me")).body()).contains("user=null");
    }

    @Test
    void bearerTokens_areJudged_andNeverRefused() {
        HttpResponse<String> good = browser.send(
                "GET", app.url("/api/x"), null, "Authorization", "Bearer " + provider.bearerToken(Map.of()));
        assertThat(good.body()).contains("user=" + provider.subject);
        assertThat(reports()).isEmpty();

        HttpResponse<String> own =
                browser.send("GET", app.url("/api/x"), null, "Authorization", "Bearer of-the-application");
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).contains("user=null");
        assertThat(reports()).hasSize(1);
        assertThat(reports().get(0))
                .startsWith("Report only: /api/* would be answered 401: bearer token: ")
                .doesNotContain("of-the-application");
    }

    @Test
    void providerThatIsDown_changesNothing() {
        provider.goDown();

        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(200);
        assertThat(browser.open(app.url("/saoma/login")).statusCode()).isEqualTo(503);
    }
}
