package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.HangingSignIn;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.Outage;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other filters get wrong, by the numbers of the probes that measured it, in each container. Before the tests begin, the
 * application has been started once with its provider and once without.
 */
@Matrix
record ContainerProbeIT(String contextPath) {
    private static PackedApp app;
    private static FailureLines log;
    private static Outage outage;
    private static HangingSignIn hanging;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "keys");
        app = new PackedApp(contextPath)
                .deployWithReadmeSnippet(Map.of(
                        "roles", "/owners/* = owner\n/clerks/* = clerk",
                        "apiPaths", "/api/*",
                        "scrubHeaders", "X-Remote-User",
                        "providerTimeout", HangingSignIn.DEADLINE,
                        "keyCache", folder.toAbsolutePath().resolve("keys.json").toString()));
        log = new FailureLines();
        outage = Outage.of(app);
        hanging = new HangingSignIn(app);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        hanging.close();
        log.close();
        app.close();
    }

    @BeforeEach
    void forgetLog() {
        log.take();
    }

    @AfterEach
    void behaveAgain() {
        app.provider.answer = parameters -> {};
        app.provider.claims = claims -> {};
    }

    private static HttpResponse<String> bearer(String path, String token) {
        return new Browser().call(app.url(path), token);
    }

    private static String user(HttpResponse<String> page) {
        return page.body()
                .lines()
                .filter(line -> line.matches("(user|principal|auth|admin|clerk|attribute)=.*"))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Returns what was logged since the test began, except the end of a hanging sign-in, which may come at any moment.
     */
    private static List<String> logged() {
        return log.take().stream()
                .filter(line -> !line.contains("no complete answer within " + HangingSignIn.DEADLINE))
                .toList();
    }

    /**
     * Asserts a page in the user's language with this status and an id that the only log line has too; returns that line.
     */
    private static List<String> assertExplained(HttpResponse<String> page, int status) {
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Language")).hasValue("en");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<html lang=\"en\">", "id=\"start-again\"");
        String id = page.body().replaceAll("(?s).*id=\"error-id\">([A-Z2-9]{8})<.*", "$1");
        List<String> lines = logged();
        assertThat(lines).singleElement().asString().contains("id=" + id);
        return lines;
    }

    @Test
    @DisplayName("probe 08, R3: cancelled at the provider")
    void cancelledSignIn_isExplained() {
        app.provider.answer = parameters -> {
            parameters.remove("code");
            parameters.put("error", "access_denied");
        };

        HttpResponse<String> page = new Browser().visit(app.url("/orders/7"));

        assertExplained(page, 403);
        assertThat(page.body()).contains("Sign-in cancelled");
    }

    @Test
    @DisplayName("probe 09, R12: the back button repeats the callback: on to the page, nothing in the log")
    void repeatedCallback_landsOnThePage() {
        Browser browser = new Browser();
        String callback = browser.callback(app.url("/orders/7?x=1"));
        browser.visit(callback);

        HttpResponse<String> page = browser.visit(callback);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(app.url("/orders/7?x=1"));
        assertThat(logged()).isEmpty();
    }

    @Test
    @DisplayName("probe 10, R2: login CSRF: an attacker's callback signs no user in")
    void callbackOfAnotherBrowser_isRefused() {
        Browser victim = new Browser();

        HttpResponse<String> page = victim.open(new Browser().callback(app.url("/a")));

        assertExplained(page, 400);
        assertThat(victim.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("probe 11: cookies lost before the callback: a page, and start again leads to the page asked for")
    void lostCookies_areExplained() {
        Browser browser = new Browser();
        String callback = browser.callback(app.url("/orders/7?x=1"));
        browser.cookies.clear();

        HttpResponse<String> page = browser.open(callback);

        assertExplained(page, 400);
        String again = page.body().replaceAll("(?s).*id=\"start-again\"[^>]*href=\"([^\"]*)\".*", "$1");
        again = again.equals(page.body())
                ? page.body().replaceAll("(?s).*href=\"([^\"]*)\"[^>]*id=\"start-again\".*", "$1")
                : again;
        assertThat(browser.visit(again.replace("&amp;", "&")).uri().toString()).isEqualTo(app.url("/orders/7?x=1"));
    }

    @Test
    @DisplayName("probe 12: a bearer token is the same user as in a browser, without session or cookie")
    void bearerToken_isTheSameUser() {
        int sessions = app.count("sessionsCreated");

        HttpResponse<String> answer = bearer("/api/orders", app.provider.bearerToken(Map.of()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Browser.setCookies(answer)).isEmpty();
        assertThat(app.count("sessionsCreated")).isEqualTo(sessions);
        assertThat(user(answer))
                .contains("user=" + app.provider.subject)
                .isEqualTo(user(new Browser().visit(app.url("/a"))));
    }

    @Test
    @DisplayName("probe 12, G31: bad tokens: 401 with WWW-Authenticate, and the application is not called")
    void badToken_isAnswered401() {
        int calls = app.count("calls");
        String good = app.provider.bearerToken(Map.of());
        for (String token : List.of(
                "garbage",
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                app.provider.bearerToken(Map.of("exp", 1)),
                app.provider.bearerToken(Map.of("aud", "other")))) {
            HttpResponse<String> answer = bearer("/a", token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer error=\"invalid_token\"");
            assertThat(Browser.setCookies(answer)).isEmpty();
        }
        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @Test
    @DisplayName("roles: who lacks one gets a page, a program gets JSON")
    void roles_areAsked() {
        Browser browser = new Browser();
        assertThat(browser.visit(app.url("/owners/x")).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = browser.open(app.url("/clerks/x"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("<html lang=\"en\">");
        HttpResponse<String> program = bearer("/clerks/x", app.provider.bearerToken(Map.of()));
        assertThat(program.statusCode()).isEqualTo(403);
        assertThat(program.body()).isEqualTo("{\"error\":\"forbidden\"}");
    }

    @Test
    @DisplayName("probe 15, R14: forwarded headers change no address")
    void forwardedHeaders_areIgnored() throws Exception {
        String answer = RawHttp.send(
                app.port(),
                "GET " + contextPath + "/a HTTP/1.1",
                "Accept: text/html",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 444",
                "X-Forwarded-For: 10.0.0.1",
                "Forwarded: host=evil.example;proto=https");

        assertThat(answer)
                .startsWith("HTTP/1.1 302")
                .contains("redirect_uri="
                        + java.net.URLEncoder.encode(app.url("/saoma/callback"), StandardCharsets.UTF_8))
                .doesNotContain("evil.example")
                .doesNotContain("Secure");
    }

    @ParameterizedTest
    @DisplayName("probe 19: the provider's clock 90 s off passes, ten minutes off is named with its distance")
    @CsvSource({"90, ''", "-90, ''", "600, in the future", "-600, ago"})
    void clockOfTheProvider_mayBeOffALittle(long seconds, String complaint) {
        app.provider.claims = claims -> {
            claims.put("iat", (Long) claims.get("iat") + seconds);
            claims.put("exp", (Long) claims.get("exp") + seconds);
        };

        HttpResponse<String> page = new Browser().visit(app.url("/a"));

        if (complaint.isEmpty()) {
            assertThat(page.statusCode()).isEqualTo(200);
            return;
        }
        // The time that the machine takes for the sign-in is part of the difference.
        assertThat(assertExplained(page, 502))
                .singleElement()
                .asString()
                .containsPattern("(5[5-9]\\d|6[0-4]\\d) s " + complaint + ": one of the two clocks is wrong");
    }

    @Test
    @DisplayName("probe 21: while a token endpoint hangs, everybody else is served")
    void hangingProvider_hangsNobodyElse() {
        Browser other = new Browser();
        assertThat(other.visit(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(other.open(app.url("/b")).statusCode()).isEqualTo(200);

        assertThat(hanging.isHanging()).as("to this moment").isTrue();
    }

    @Test
    @DisplayName("probe 24: started while the provider is down: public 200, protected 503; works when it is back")
    void startWithoutProvider_heals() {
        assertThat(outage.publicPage().statusCode()).isEqualTo(200);
        assertThat(outage.protectedPages()).hasSize(5).allSatisfy(page -> {
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(page.body()).contains("The login service cannot be reached");
            assertThat(Browser.setCookies(page)).isEmpty();
        });
        assertThat(new Browser().visit(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "pain 25, S7: after a restart without provider, sessions that the container kept and bearer tokens work")
    void restartWithoutProvider_endsNoSession() {
        assertThat(outage.withSession().statusCode()).isEqualTo(200);
        assertThat(user(outage.withSession())).contains("user=" + app.provider.subject);
        assertThat(outage.withToken().statusCode()).isEqualTo(200);
        assertThat(user(outage.withToken())).isEqualTo(user(outage.withSession()));
    }
}
