package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.Targets;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests are let through and which must sign in, by what each container dispatches. Public: /public/*, /health, *.css.
 */
@Matrix
record ContainerPathIT(String contextPath) {
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath).deployWithReadmeSnippet();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @Test
    @DisplayName("P1, P2: protected asks; public passes without cookie and session")
    void protectedAsks_publicPasses() {
        int calls = app.count("calls");
        int sessions = app.count("sessionsCreated");
        assertThat(new Browser().open(app.url("/admin/secret")).statusCode()).isEqualTo(302);
        assertThat(app.count("calls")).isEqualTo(calls);

        for (String path : Targets.PUBLIC) {
            HttpResponse<String> page = new Browser().open(app.url(path));
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(Browser.setCookies(page)).as(path).isEmpty();
        }
        assertThat(app.count("sessionsCreated")).isEqualTo(sessions);
    }

    @Test
    @DisplayName("probe 18; table 0.1, P3 to P12, P25: no way around, in any spelling")
    void disguisedTarget_isNeverPublic() throws Exception {
        int calls = app.count("calls");
        int sessions = app.count("sessionsCreated");
        for (String target : Targets.DISGUISED) {
            for (String method : List.of("GET", "POST")) {
                String answer = RawHttp.send(
                        app.port(), method + " " + contextPath + target + " HTTP/1.1", "Accept: text/html");
                assertThat(answer)
                        .as(method + " " + target)
                        .matches("(?s)HTTP/1.1 (400|302|303|401|403|404|405|501) .*");
            }
            assertThat(app.count("calls")).as(target).isEqualTo(calls);
        }
        assertThat(app.count("sessionsCreated")).isEqualTo(sessions);
    }

    @Test
    @DisplayName("for all targets: what the container dispatches to the protected servlet was never public")
    void randomTargets_neverReachTheProtectedServlet() throws Exception {
        Random random = new Random(20261122 + contextPath.length());
        int calls = app.count("calls");
        int adminCalls = app.count("adminCalls");
        for (int i = 0; i < 600; i++) {
            String target = Targets.random(contextPath, random);
            RawHttp.send(app.port(), "GET " + target + " HTTP/1.1", "Accept: text/html");
        }
        assertThat(app.count("adminCalls")).isEqualTo(adminCalls);
        assertThat(app.count("calls"))
                .as("some were public, or the test proves nothing")
                .isGreaterThan(calls);
    }

    @Test
    @DisplayName("P13: headers that rewrite paths elsewhere have no effect; Host changes no address")
    void rewriteHeaders_haveNoEffect() throws Exception {
        for (String header : List.of(
                "X-Original-URL: /public/a",
                "X-Rewrite-URL: /public/a",
                "X-Forwarded-Uri: /public/a",
                "X-Forwarded-Prefix: /public",
                "X-Forwarded-Host: evil.example",
                "Host: evil.example")) {
            String answer =
                    RawHttp.send(app.port(), "GET " + contextPath + "/admin HTTP/1.1", "Accept: text/html", header);
            assertThat(answer).as(header).startsWith("HTTP/1.1 302").doesNotContain("evil.example");
        }
    }

    @ParameterizedTest
    @DisplayName("probe 03; P19, P20, P21: no redirect, no cookie for what is no navigation")
    @FieldSource("dev.saoma.filter.support.Targets#NO_NAVIGATIONS")
    void requestOfAScript_isAnswered401(String headers) throws Exception {
        int calls = app.count("calls");

        String answer = RawHttp.send(app.port(), ("GET " + contextPath + "/api/data HTTP/1.1|" + headers).split("\\|"));

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .containsPattern("(?i)Content-Type: application/json")
                .doesNotContainPattern("(?i)Set-Cookie")
                .doesNotContainPattern("(?i)Location:")
                .endsWith("{\"error\":\"login_required\",\"login_url\":\"" + app.url("/saoma/login") + "\"}");
        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @Test
    @DisplayName("probe 04: an old browser without Sec-Fetch headers is asked")
    void navigationOfAnOldBrowser_isAsked() {
        HttpResponse<String> answer = new Browser().send("GET", app.url("/a"), null, Browser.OLD_NAVIGATION);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("P18: no method loosens a rule")
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "FOO"})
    void otherMethod_isRefused(String method) {
        int calls = app.count("calls");

        HttpResponse<String> answer = new Browser().send(method, app.url("/admin"), null, Browser.NAVIGATION);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @Test
    @DisplayName("P4, pain 15: ;jsessionid= of old links is dropped on the way")
    void sessionIdInTheAddress_isDroppedOnTheWay() {
        assertThat(new Browser().visit(app.url("/a;jsessionid=ABC?x=1")).uri().toString())
                .isEqualTo(app.url("/a?x=1"));
    }

    @Test
    @DisplayName("the address of the context without its slash comes back")
    void contextWithoutSlash_isAsked() {
        HttpResponse<String> page = new Browser().visit(app.url(""));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo(contextPath + "/");
    }

    @Test
    @DisplayName("the address of the context without its slash comes back with its query")
    void contextWithoutSlash_keepsItsQuery() {
        HttpResponse<String> page = new Browser().visit(app.url("?x=1"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(app.url("/?x=1"));
    }

    @Test
    @DisplayName(
            "probe 03, 04; P17: a true preflight reaches the application, bare; its answer gets out, nothing else does")
    void preflight_reachesTheApplication() throws Exception {
        int sessions = app.count("sessionsCreated");

        String answer = preflight("/cors?id=7");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsPattern("(?i)Access-Control-Allow-Origin: https://shop.example\\R")
                .containsPattern("(?i)Access-Control-Max-Age: 60\\R")
                .containsPattern("(?i)Vary: Origin\\R")
                .doesNotContainPattern("(?i)X-Secret")
                .doesNotContainPattern("(?i)Set-Cookie")
                .doesNotContain("secret");
        assertThat(app.count("sessionsCreated")).isEqualTo(sessions);
    }

    @Test
    @DisplayName("P17: an application that calls every method of the container's servlet API gets nothing else out")
    void preflight_isBareWhateverIsCalled() throws Exception {
        int sessions = app.count("sessionsCreated");

        String answer = preflight("/cors-all");

        assertThat(answer)
                .startsWith("HTTP/1.1 ")
                .containsPattern("(?i)Access-Control-Allow-Origin: https://shop.example\\R")
                .doesNotContainPattern("(?i)leak|Set-Cookie|Location:|Trailer|Content-Language");
        assertThat(app.count("sessionsCreated")).isEqualTo(sessions);
    }

    @ParameterizedTest
    @DisplayName("P17, P18: what only looks like a preflight is refused")
    @ValueSource(
            strings = {
                "OPTIONS|Origin: https://shop.example",
                "OPTIONS|Access-Control-Request-Method: PUT",
                "GET|Origin: https://shop.example|Access-Control-Request-Method: PUT",
                "POST|Origin: https://shop.example|Access-Control-Request-Method: PUT",
                "OPTIONS|Origin: https://shop.example|Access-Control-Request-Method: PUT|Cookie: a=b",
                "OPTIONS|Origin: https://shop.example|Access-Control-Request-Method: PUT|Authorization: Basic eDp5"
            })
    void almostAPreflight_isRefused(String request) throws Exception {
        int calls = app.count("calls");
        String[] parts = request.split("\\|", 2);

        String answer =
                RawHttp.send(app.port(), (parts[0] + " " + contextPath + "/cors HTTP/1.1|" + parts[1]).split("\\|"));

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("secret");
        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @ParameterizedTest
    @DisplayName("P3, P17: a preflight for a disguised address is none")
    @ValueSource(strings = {"/public/..;/cors", "//cors", "/cors;a=b", "/%63ors", "/public/%2e%2e/cors"})
    void preflightInDisguise_isRefused(String target) throws Exception {
        int calls = app.count("calls");

        assertThat(preflight(target)).matches("(?s)HTTP/1.1 (400|401) .*");

        assertThat(app.count("calls")).isEqualTo(calls);
    }

    @Test
    @DisplayName("P17: asynchronous work of a preflight is refused, it would get around the bare answer")
    void asynchronousPreflight_getsNothing() throws Exception {
        int adminCalls = app.count("adminCalls");

        assertThat(preflight("/async")).startsWith("HTTP/1.1 500").doesNotContain("dispatch=ASYNC");

        assertThat(app.count("adminCalls")).isEqualTo(adminCalls);
    }

    private String preflight(String target) throws Exception {
        return RawHttp.send(
                app.port(),
                "OPTIONS " + contextPath + target + " HTTP/1.1",
                "Origin: https://shop.example",
                "Access-Control-Request-Method: PUT",
                "Sec-Fetch-Mode: cors");
    }

    @ParameterizedTest
    @DisplayName("probe 18: what a query or the rest of a path says makes nothing public")
    @ValueSource(strings = {"/a?next=/public/", "/a?/public/a", "/a?x=.css", "/a/public/b", "/a#/public/"})
    void mentionOfAPublicPath_opensNothing(String target) throws Exception {
        int calls = app.count("calls");

        String answer = RawHttp.send(app.port(), "GET " + contextPath + target + " HTTP/1.1", "Accept: text/html");

        assertThat(answer).matches("(?s)HTTP/1.1 (302|400) .*");
        assertThat(app.count("calls")).isEqualTo(calls);
    }
}
