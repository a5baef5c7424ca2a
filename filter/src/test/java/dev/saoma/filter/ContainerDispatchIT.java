package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Matrix;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees in each dispatch of each container, with a mapping that names no dispatcher. */
@Matrix
record ContainerDispatchIT(String contextPath) {
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String contextPath) throws Exception {
        app = new PackedApp(contextPath);
        app.war.withSecurityLibrary("REQUEST", "ERROR");
        app.deployWithReadmeSnippet(Map.of("doctor", "127.0.0.1"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    private static Browser signedIn() {
        Browser browser = new Browser();
        browser.visit(app.url("/a"));
        return browser;
    }

    @ParameterizedTest
    @DisplayName("probe 13: the user is known in every dispatch")
    @CsvSource({
        "/forward,   FORWARD, 200",
        "/include,   INCLUDE, 200",
        "/async,     ASYNC,   200",
        "/fails,     ERROR,   418",
        "/throws,    ERROR,   500",
        "/public/a,  REQUEST, 200"
    })
    void user_isKnownInEveryDispatch(String path, String dispatch, int status) {
        HttpResponse<String> page = signedIn().open(app.url(path));

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body())
                .contains("dispatch=" + dispatch)
                .contains("user=" + app.provider.subject)
                .contains("principal=" + app.provider.subject)
                .contains("auth=SAOMA")
                .contains("admin=true")
                .contains("attribute=true");
    }

    @ParameterizedTest
    @DisplayName("the principal of a library behind the filter is shown in every dispatch that keeps its wrapper")
    @CsvSource({"/forward, FORWARD", "/include, INCLUDE", "/async-wrapped, ASYNC", "/fails, ERROR", "/a, REQUEST"})
    void principalOfALibrary_isKept(String path, String dispatch) {
        HttpResponse<String> page = signedIn().send("GET", app.url(path), null, "Test-Library", "yes");

        assertThat(page.body())
                .contains("dispatch=" + dispatch, "principal.class=Authenticated")
                .contains("user=" + app.provider.subject, "admin=true", "attribute=true");
    }

    @ParameterizedTest
    @DisplayName("P14, P15: a public page is no way to a protected one, by whatever dispatch")
    @ValueSource(strings = {"/public/forward", "/public/include", "/public/async"})
    void dispatchFromAPublicPage_isAskedToo(String path) {
        int adminCalls = app.count("adminCalls");
        Browser browser = new Browser();

        HttpResponse<String> answer = browser.open(app.url(path));

        assertThat(answer.statusCode()).isEqualTo(path.endsWith("include") ? 200 : 302);
        assertThat(app.count("adminCalls")).isEqualTo(adminCalls);
        browser.visit(app.url("/a"));
        assertThat(browser.open(app.url(path)).body()).contains("user=" + app.provider.subject);
        assertThat(app.count("adminCalls")).isEqualTo(adminCalls + 1);
    }

    @Test
    @DisplayName("a public page may show its own view under WEB-INF, which no request can address")
    void viewOfAPublicPage_isShown() {
        assertThat(new Browser().open(app.url("/public/view")).body()).contains("dispatch=FORWARD", "user=null");
    }

    @Test
    @DisplayName("P16: the error page of a public address is shown to anybody")
    void errorPage_isShownToAnybody() {
        HttpResponse<String> page = new Browser().open(app.url("/public/fails"));

        assertThat(page.statusCode()).isEqualTo(418);
        assertThat(page.body()).contains("dispatch=ERROR", "user=null");
    }

    @Test
    @DisplayName("C8, C18: set up as the README says, the doctor finds no problem and no warning")
    void readmeSetUp_isInOrder() {
        HttpResponse<String> page = new Browser().visit(app.url("/saoma/doctor"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Problems: 0, warnings: 0")
                .contains("data-key=\"cookie.ok\"", "data-key=\"mapping.all\"", "data-key=\"dispatch.all\"")
                .contains("data-key=\"async.ok\"", "data-key=\"redirect.ok\"", "data-key=\"seen.ok\"");
    }

    @ParameterizedTest
    @DisplayName("probe 20: a signed-in user's POST arrives byte for byte, its encoding undecided")
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/json",
                "multipart/form-data; boundary=x",
                "text/plain;charset=GB18030"
            })
    void postOfASignedInUser_isUntouched(String type) throws Exception {
        String body = "name=%E4%B8%AD&x=1&raw=\u4e2d\u6587 \ud83d\ude00";

        String answer = RawHttp.post(
                app.port(),
                body,
                "POST " + contextPath + "/echo HTTP/1.1",
                "Cookie: " + signedIn().cookieHeader(),
                "Content-Type: " + type);

        assertThat(answer).startsWith("HTTP/1.1 200");
        // Jetty 9.4 knows by itself that JSON is UTF-8.
        String encoding = type.contains("GB18030") ? "GB18030" : type.contains("json") ? "(null|UTF-8)" : "null";
        assertThat(answer).containsPattern("(?m)^encoding=" + encoding + "\\R");
        assertThat(answer).contains("type=" + type).contains("body=" + body);
    }
}
