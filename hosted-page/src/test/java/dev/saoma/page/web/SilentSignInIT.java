package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.saoma.page.support.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code prompt=none}, at top level and in frames: an immediate response, and nothing for other sites to see. */
class SilentSignInIT extends SessionFixture {
    @Test
    @DisplayName("A14, G11: prompt=none with a session answers a code at once")
    void silent_withSession_answersCode() {
        Map<String, String> first = browser.signIn(crm(), "c-silent");
        JsonObject before = claims(first.get("code"));
        page.clock.advance(Duration.ofMinutes(10));

        JsonObject after = claims(silent().get("code"));

        assertThat(after.get("auth_time")).isEqualTo(before.get("auth_time"));
        assertThat(after.get("sid")).isEqualTo(before.get("sid"));
        assertThat(after.get("sub")).isEqualTo(before.get("sub"));
        assertThat(after.get("name")).isEqualTo(before.get("name"));
    }

    @Test
    @DisplayName("A14, G11: prompt=none without a session is login_required, and WeChat is not asked")
    void silent_withoutSession_isLoginRequired() {
        long calls = page.wechat.calls().size();

        assertThat(silent()).containsEntry("error", "login_required").containsKeys("state", "iss");

        assertThat(page.wechat.calls()).hasSize((int) calls);
        assertThat(browser.cookies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "same-site"})
    @DisplayName("a page of our own site renews its tokens in a frame")
    void silentInFrameOfTheSameSite_answersCode(String site) {
        browser.signIn(crm(), "c-frame-" + site);

        for (String frame : List.of("iframe", "frame")) {
            assertThat(silentInFrame(site, frame)).containsKey("code").containsEntry("state", "app-state");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "none", "", "same-party"})
    @DisplayName("Core 3.1.2.6: in a frame of another site it is login_required, even with a page session")
    void silentInFrameOfAnotherSite_isLoginRequired(String site) {
        Map<String, String> unknown = silentInFrame(site, "iframe");
        browser.signIn(crm(), "c-foreign-frame-" + site);

        Map<String, String> known = silentInFrame(site, "iframe");

        assertThat(known).containsEntry("error", "login_required").containsEntry("state", "app-state");
        assertThat(known).as("nothing tells whether somebody is known").isEqualTo(unknown);
    }

    @Test
    @DisplayName("what is wrong with such a request goes back as well, and what would be shown is still refused")
    void inFrame_onlyRedirectsOfPromptNone() {
        browser.signIn(crm(), "c-frame-rest");
        String[] frame = {"Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", "same-site"};

        HttpResponse<String> wrong =
                browser.get("/authorize?" + Browser.query(crm("prompt", "none", "scope", "profile")), frame);
        assertThat(Browser.parameters(Browser.location(wrong))).containsEntry("error", "invalid_scope");
        for (Map<String, String> request : List.of(
                crm(),
                crm("prompt", "login"),
                crm("prompt", "none login"),
                crm("prompt", "none", "response_mode", "form_post"))) {
            HttpResponse<String> shown = browser.get("/authorize?" + Browser.query(request), frame);
            assertThat(shown.statusCode()).as("%s", request).isEqualTo(403);
        }
        HttpResponse<String> unproven =
                browser.get("/authorize?" + Browser.query(crm("prompt", "none", "redirect_uri", "https://x/")), frame);
        assertThat(unproven.statusCode()).isEqualTo(400);
        assertThat(unproven.headers().firstValue("X-Frame-Options")).contains("DENY");
    }
}
