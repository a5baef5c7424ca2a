package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code keep-session.js} needs from the server: the script itself, the current user, and a sign-in in a popup.
 */
class PopupIT extends AppFixture {
    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-session.js", "saoma.js"})
    @DisplayName("J11: the script is served to anybody, cacheable, and does nothing that a strict policy forbids")
    void script_isServedAndCacheable_byItsDeprecatedNameToo(String name) {
        HttpResponse<String> script = browser.send("GET", app.url("/saoma/" + name), null);

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Content-Type")).isEqualToIgnoringCase("text/javascript;charset=utf-8");
        assertThat(header(script, "Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(Browser.setCookies(script)).isEmpty();
        assertThat(script.body())
                .contains("'use strict'")
                .doesNotContain("innerHTML")
                .doesNotContain("eval(")
                .doesNotContain("Function(")
                .doesNotContain("'*'")
                .doesNotContain("Storage")
                .doesNotContain("document.cookie");
        HttpResponse<String> again =
                browser.send("GET", app.url("/saoma/" + name), null, "If-None-Match", header(script, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void session_ofNobody_is401AndCreatesNone() {
        HttpResponse<String> session = browser.send("GET", app.url("/saoma/session"), null);

        assertThat(session.statusCode()).isEqualTo(401);
        assertThat(header(session, "X-Saoma-Login")).isEqualTo("required");
        assertThat(JsonParser.parseString(session.body())
                        .getAsJsonObject()
                        .get("error")
                        .getAsString())
                .isEqualTo("login_required");
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(Browser.setCookies(session)).isEmpty();
    }

    @Test
    void session_ofAUser_saysWho() {
        browser.visit(app.url("/a"));

        HttpResponse<String> session = browser.send("GET", app.url("/saoma/session"), null);

        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(header(session, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(session, "Content-Type")).startsWith("application/json");
        JsonObject json = JsonParser.parseString(session.body()).getAsJsonObject();
        assertThat(json.get("sub").getAsString()).isEqualTo(provider.subject);
        assertThat(session.body()).doesNotContain("<");
    }

    @Test
    @DisplayName("G66: a sign-in in a window ends on a page of the application's own origin")
    void signInInAWindow_endsOnOurOwnPage() {
        HttpResponse<String> done = browser.visit(app.url("/saoma/login?display=popup"));

        assertThat(done.uri().toString()).isEqualTo(app.url("/saoma/popup-done"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("window.location.origin").contains("BroadcastChannel");
        assertThat(header(done, "Content-Security-Policy"))
                .matches("default-src 'none'; script-src 'nonce-[^']{22}'; form-action 'self'; base-uri 'none'; .*");
        assertThat(header(done, "Cross-Origin-Opener-Policy")).isEmpty();
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(Browser.location(browser.open(app.url("/saoma/login?display=popup"))))
                .isEqualTo(app.url("/saoma/popup-done"));
    }

    @Test
    void cancelledInAWindow_startsAgainInTheWindow() {
        provider.answer = parameters -> {
            parameters.remove("code");
            parameters.put("error", "access_denied");
        };

        assertThat(browser.visit(app.url("/saoma/login?display=popup")).body())
                .contains("href=\"" + app.url("/saoma/login?display=popup") + "\"");
    }

    @Test
    @DisplayName("R22: no request can choose it as a return path")
    void popupDone_isNoReturnPath() {
        assertThat(browser.visit(app.url("/saoma/login?return_to=%2Fcrm%2Fsaoma%2Fpopup-done"))
                        .uri()
                        .toString())
                .isEqualTo(app.url("/"));
    }
}
