package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a sign-out ends: section L of the abuse cases. */
class SignOutReturnIT extends SignOutFixture {
    @Test
    @DisplayName("L3: the page that was asked for comes back through the provider, sealed in the state")
    void returnPath_comesBackThroughTheProvider() {
        browser.visit(app.url("/a"));

        HttpResponse<String> end = browser.visit(app.url("/saoma/logout?return_to=" + encode("/crm/public/bye?x=1")));

        assertThat(end.uri().toString()).isEqualTo(app.url("/public/bye?x=1"));
        assertThat(end.body()).contains("user=null");
        assertThat(provider.endSession.get("post_logout_redirect_uri")).isEqualTo(app.url("/saoma/signed-out"));
        assertThat(provider.endSession.get("state")).doesNotContain("public").doesNotContain("/");
    }

    @ParameterizedTest
    @DisplayName("L3: return addresses that leave the application, or lead in a circle, are not used")
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example/crm/x",
                "/\\evil.example",
                "/crm//evil.example",
                "/crm/..//evil.example",
                "/crm/%2e%2e/x",
                "/crm/%09/evil.example",
                "/crm/a\t/b",
                "/crm/%0d%0aLocation:x",
                "/crmevil",
                "/crm",
                "/other",
                "javascript:alert(1)",
                "/crm/saoma/logout",
                "/crm/saoma/login",
                ""
            })
    void badReturnPath_isDropped(String address) {
        browser.visit(app.url("/a"));

        HttpResponse<String> end = browser.visit(app.url("/saoma/logout?return_to=" + encode(address)));

        assertThat(end.uri().toString()).startsWith(app.url("/saoma/signed-out?state="));
    }

    @ParameterizedTest
    @DisplayName("L3: a state that is none of ours leads nowhere")
    @ValueSource(strings = {"/public/x", "//evil.example", "https://evil.example", "AAAA", ""})
    void foreignState_leadsNowhere(String state) {
        HttpResponse<String> page = browser.open(app.url("/saoma/signed-out?state=" + encode(state)));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("This application has forgotten you");
    }

    @Test
    @DisplayName("the question keeps the page that was asked for")
    void question_keepsTheReturnPath() {
        browser.visit(app.url("/a"));

        HttpResponse<String> question = browser.send(
                "GET", app.url("/saoma/logout?return_to=%2Fcrm%2Fpublic%2Fbye"), null, "Sec-Fetch-Site", "cross-site");

        assertThat(question.body())
                .contains("action=\"" + app.url("/saoma/logout?return_to=%2Fcrm%2Fpublic%2Fbye") + "\"");
    }

    @Test
    void logoutReturn_isWhereSignOutsEnd() throws Exception {
        try (TestApp other = new TestApp(provider, clock, Map.of("logoutReturn", "/public/goodbye?from=crm"))) {
            browser.visit(other.url("/a"));
            assertThat(browser.visit(other.url("/saoma/logout")).uri().toString())
                    .isEqualTo(other.url("/public/goodbye?from=crm"));
            assertThat(provider.endSession).isNotEmpty();
        }
    }

    @Test
    @DisplayName("R14: neither Host nor forwarded headers change where a sign-out goes")
    void foreignHost_changesNothing() throws Exception {
        String answer = RawHttp.send(
                app.port(),
                "GET /crm/saoma/logout HTTP/1.1",
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "Sec-Fetch-Site: none");

        assertThat(answer).contains("post_logout_redirect_uri=" + encode(app.url("/saoma/signed-out")));
        assertThat(answer).doesNotContain("evil.example");
    }
}
