package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page does for the browser SDK, as a browser requests it. */
class SdkIT extends SdkFixture {
    private static final String ALLOW = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @CsvSource({"saoma.js, text/javascript", "saoma.global.js, text/javascript", "saoma.d.ts, text/plain"})
    void sdkFile_mayBeLoadedByAnySite_andIsAskedForAgainCheaply(String name, String type) {
        HttpResponse<String> answer = browser.get("/sdk/v1/" + name);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith(type);
        assertThat(header(answer, ALLOW)).isEqualTo("*");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        HttpResponse<String> again = browser.get("/sdk/v1/" + name, "If-None-Match", header(answer, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void noSuchSdkFile_is404() {
        assertThat(browser.get("/sdk/v1/saoma.min.js").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/userinfo", "/jwks", "/.well-known/openid-configuration", "/revoke"})
    @DisplayName("K9: scripts of registered origins may read, and exactly those")
    void crossOrigin_isForRegisteredOriginsOnly(String path) {
        assertThat(allowed(path, ORIGIN)).isEqualTo(ORIGIN);
        for (String foreign : new String[] {
            "null",
            "https://localhost:8070",
            "http://localhost:80700",
            "http://localhost:8071",
            "http://localhost",
            "http://sub.localhost:8070",
            "http://localhost:8070.evil.example",
            "http://LOCALHOST:8070",
            "http://localhost:8070/"
        }) {
            assertThat(allowed(path, foreign)).as(foreign).isEmpty();
        }
        assertThat(header(send(path, "X-Nothing", "x"), "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/authorize", "/introspect", "/sign-in/finish", "/sign-in/waiting", "/sdk/v1/done", "/logout"})
    @DisplayName("K9: and nothing else")
    void otherAddresses_areForNobodysScripts(String path) {
        assertThat(allowed(path, ORIGIN)).isEmpty();
    }

    private String allowed(String path, String origin) {
        return header(send(path, "Origin", origin), ALLOW);
    }

    private HttpResponse<String> send(String path, String... headers) {
        return path.equals("/token") || path.equals("/revoke")
                ? browser.post(path, Map.of("client_id", "site"), headers)
                : browser.get(path, headers);
    }

    @Test
    void preflight_allowsTheTokenHeader_forRegisteredOriginsOnly() {
        HttpResponse<String> ours = preflight("/userinfo", ORIGIN);

        assertThat(ours.statusCode()).isEqualTo(204);
        assertThat(header(ours, ALLOW)).isEqualTo(ORIGIN);
        assertThat(header(ours, "Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(header(ours, "Access-Control-Allow-Methods")).isEqualTo("GET, POST");
        assertThat(header(ours, "Access-Control-Allow-Credentials")).isEmpty();
        assertThat(header(preflight("/userinfo", "https://evil.example"), ALLOW))
                .isEmpty();
        assertThat(preflight("/authorize", ORIGIN).statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> preflight(String path, String origin) {
        return browser.send(
                HttpRequest.newBuilder(URI.create(page.issuer + path))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
    }

    @Test
    @DisplayName(
            "G55, G63, G65: the last page posts a one-time code to the registered origin, and sends no opener policy")
    void webMessage_tellsTheCodeToTheRegisteredOrigin_andTheCodeIsBoundToPkce() {
        HttpResponse<String> callback = browser.callback(browser.begin(site()), "wm1");
        assertThat(callback.statusCode()).isEqualTo(303);
        URI end = Browser.location(callback);
        assertThat(end.toString())
                .startsWith(page.issuer + "/sdk/v1/done?response=")
                .doesNotContain("app-state");

        HttpResponse<String> done =
                browser.get(end.toString().substring(page.issuer.toString().length()));

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(header(done, "Cross-Origin-Opener-Policy")).isEmpty();
        assertThat(done.body())
                .contains("data-origin=\"" + ORIGIN + "\"")
                .contains("name=\"state\" value=\"app-state\"")
                .contains("name=\"iss\" value=\"" + page.issuer + "\"")
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
        String code = first("name=\"code\" value=\"([A-Za-z0-9_-]{43})\"", done.body());
        assertThat(redeem(code, "wrong-verifier-wrong-verifier-wrong-verifier-0")
                        .statusCode())
                .isEqualTo(400);
        assertThat(redeem(code, Browser.VERIFIER).statusCode()).as("used up").isEqualTo(400);
    }

    @Test
    void webMessage_codeWithItsVerifier_givesTheToken() {
        HttpResponse<String> done = browser.get(Browser.location(browser.callback(browser.begin(site()), "wm2"))
                .toString()
                .substring(page.issuer.toString().length()));

        HttpResponse<String> answer =
                redeem(first("name=\"code\" value=\"([A-Za-z0-9_-]{43})\"", done.body()), Browser.VERIFIER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, ALLOW)).isEqualTo(ORIGIN);
        assertThat(JsonParser.parseString(answer.body()).getAsJsonObject().has("id_token"))
                .isTrue();
    }

    @Test
    void webMessage_loginPageNamesTheOriginThatItReportsTo() {
        String html = browser.authorize(site()).body();

        assertThat(html).contains("<meta name=\"saoma-opener\" content=\"" + ORIGIN + "\" data-state=\"app-state\"");
        Map<String, String> plain = site();
        plain.remove("response_mode");
        assertThat(browser.authorize(plain).body()).doesNotContain("saoma-opener");
    }

    @Test
    @DisplayName("web_message is refused where the redirect URI is at no registered origin, or none is registered")
    void webMessage_withoutOrigin_isSentBackAsAnError() {
        Map<String, String> elsewhere = site();
        elsewhere.put("redirect_uri", "http://localhost:8071/");
        Map<String, String> without = Browser.shop();
        without.put("response_mode", "web_message");

        for (Map<String, String> request : java.util.List.of(elsewhere, without)) {
            URI back = Browser.location(browser.authorize(request));
            assertThat(back.toString()).startsWith(request.get("redirect_uri"));
            assertThat(Browser.parameters(back))
                    .containsEntry("error", "invalid_request")
                    .doesNotContainKey("code");
        }
    }

    @Test
    @DisplayName("a window that was cut off leaves one word, for scripts of its site's origin only")
    void windowNote_isForTheRegisteredOriginOnly_andEndsWithTheSignIn() {
        Map<String, String> request = site();
        request.put("state", "state-of-a-cut-off-window");
        assertThat(note("state-of-a-cut-off-window", "code", "same-origin").statusCode())
                .isEqualTo(204);
        assertThat(status("state-of-a-cut-off-window", ORIGIN).body()).isEqualTo("{\"at\":\"code\"}");

        URI end = Browser.location(browser.callback(browser.begin(request), "wm3"));
        browser.get(end.toString().substring(page.issuer.toString().length()));
        note("state-of-a-cut-off-window", "closing", "same-origin");

        assertThat(status("state-of-a-cut-off-window", ORIGIN).body()).isEqualTo("{\"at\":\"over\"}");
        assertThat(status("state-of-a-cut-off-window", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(status("another", ORIGIN).body()).isEqualTo("{}");
        assertThat(note("x", "code", "cross-site").statusCode()).isEqualTo(403);
        assertThat(note("x", "over", "same-origin").statusCode())
                .as("only the page says that")
                .isEqualTo(400);
        assertThat(note("x", "eyJ…", "same-origin").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> note(String state, String at, String site) {
        return browser.post(
                "/sdk/v1/window", Map.of("origin", ORIGIN, "state", state, "at", at), "Sec-Fetch-Site", site);
    }

    private HttpResponse<String> status(String state, String origin) {
        return browser.post("/sdk/v1/status", Map.of("state", state), "Origin", origin);
    }

    @Test
    void changedResponse_isNothing() {
        assertThat(browser.get("/sdk/v1/done?response=abc").statusCode()).isEqualTo(400);
        assertThat(browser.get("/sdk/v1/done").statusCode()).isEqualTo(400);
    }
}
