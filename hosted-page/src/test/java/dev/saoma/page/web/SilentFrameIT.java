package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests with {@code prompt=none} in a frame of the application's page, as the browser SDK makes them. */
class SilentFrameIT extends SdkFixture {
    @Test
    void silentRequestWithoutSession_tellsTheOrigin() {
        Map<String, String> silent = site();
        silent.put("prompt", "none");

        URI end = Browser.location(browser.authorize(silent));

        HttpResponse<String> done =
                browser.get(end.toString().substring(page.issuer.toString().length()));
        assertThat(done.body())
                .contains("name=\"error\" value=\"login_required\"")
                .doesNotContain("name=\"code\"");
    }

    @Test
    @DisplayName(
            "prompt=none in a frame: the response about the signed-in user goes to the parent page, at a registered origin")
    void silentFrame_tellsTheCodeOfAKnownUser_andMayBeFramedByTheRegisteredOriginOnly() {
        browser.callback(browser.begin(site()), "wm4");

        HttpResponse<String> known = silentFrame(site(), "same-site");

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(header(known, "Content-Security-Policy")).contains("frame-ancestors " + ORIGIN);
        assertThat(header(known, "X-Frame-Options")).isEmpty();
        assertThat(known.body()).contains("data-origin=\"" + ORIGIN + "\"");
        String code = first("name=\"code\" value=\"([A-Za-z0-9_-]{43})\"", known.body());
        assertThat(redeem(code, Browser.VERIFIER).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"same-site, login_required", "same-origin, login_required", "cross-site, interaction_required"})
    void silentFrame_withoutSession_saysWhetherAClickMayHelp(String site, String error) {
        HttpResponse<String> answer = silentFrame(site(), site);

        assertThat(answer.body())
                .contains("name=\"error\" value=\"" + error + "\"")
                .doesNotContain("name=\"code\"");
    }

    @Test
    void silentFrame_ofAnyOtherRequest_isRefusedAndFramedByNobody() {
        Map<String, String> query = site();
        query.remove("response_mode");
        Map<String, String> unknown = site();
        unknown.put("client_id", "nobody");
        Map<String, String> elsewhere = site();
        elsewhere.put("redirect_uri", "http://localhost:8071/");

        for (Map<String, String> request : java.util.List.of(query, unknown, elsewhere)) {
            HttpResponse<String> answer = silentFrame(request, "same-site");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        }
        assertThat(browser.get("/sdk/v1/silent?" + Browser.query(site()), "Sec-Fetch-Dest", "iframe")
                        .statusCode())
                .as("somebody would have to be asked")
                .isEqualTo(400);
        assertThat(browser.get("/sdk/v1/silent?" + Browser.query(site()), "Sec-Fetch-Dest", "document")
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> silentFrame(Map<String, String> request, String site) {
        request.put("prompt", "none");
        return browser.get(
                "/sdk/v1/silent?" + Browser.query(request), "Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", site);
    }
}
