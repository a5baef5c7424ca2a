package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What htmx and JSF make of an ended session, where the page has no script of ours. */
class ScriptedFrameworksIT extends AppFixture {
    @Override
    Map<String, String> settings() {
        return Map.of("apiPaths", "/api/*");
    }

    private HttpResponse<String> htmx(String path, String page) {
        return browser.send("GET", app.url(path), null, "Accept", "*/*", "HX-Request", "true", "HX-Current-URL", page);
    }

    private HttpResponse<String> jsf(String page) {
        return browser.send(
                "POST",
                app.url("/orders.xhtml"),
                "a=b",
                "Accept",
                "*/*",
                "Faces-Request",
                "partial/ajax",
                "X-Requested-With",
                "XMLHttpRequest",
                "Referer",
                page);
    }

    @Test
    @DisplayName("htmx is led to the sign-in, and comes back to its page")
    void htmx_isLedToTheSignIn() {
        HttpResponse<String> answer = htmx("/rows", app.url("/orders?day=1#top"));

        assertThat(answer.statusCode()).isEqualTo(401);
        String next = answer.headers().firstValue("HX-Redirect").orElseThrow();
        assertThat(next).isEqualTo("/crm/saoma/login?return_to=%2Fcrm%2Forders%3Fday%3D1");
        assertThat(browser.cookies).isEmpty();
        assertThat(browser.visit(app.origin() + next).uri().toString()).isEqualTo(app.url("/orders?day=1"));
    }

    @Test
    @DisplayName("JSF is led to the sign-in, and comes back to its page")
    void jsf_isLedToTheSignIn() {
        HttpResponse<String> answer = jsf(app.url("/orders.xhtml?a=1&b=2"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=utf-8");
        assertThat(answer.headers().firstValue("X-Saoma-Login")).hasValue("required");
        assertThat(answer.body())
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
                                + "/crm/saoma/login?return_to=%2Fcrm%2Forders.xhtml%3Fa%3D1%26b%3D2\"></redirect></partial-response>\n");
        assertThat(browser.cookies).isEmpty();
        assertThat(app.calls).hasValue(0);
    }

    @ParameterizedTest
    @DisplayName("only a path of this application by R-RET is ever named")
    @ValueSource(
            strings = {
                "https://evil.example/crm/orders",
                "//evil.example/",
                "{origin}@evil.example/crm/",
                "{origin}//evil.example/",
                "{origin}/crm//evil.example",
                "{origin}/other/page",
                "{origin}/crm/saoma/logout",
                "{origin}/crm/\"><script>",
                "javascript:alert(1)",
                ""
            })
    void otherPage_leadsHome(String page) {
        String from = page.replace("{origin}", app.origin());

        String next = htmx("/rows", from).headers().firstValue("HX-Redirect").orElseThrow();

        assertThat(next).matches("/crm/saoma/login(\\?return_to=%2Fcrm%2F%22%3E%3Cscript%3E)?");
        assertThat(jsf(from).body()).doesNotContain("evil", "<script");
    }

    @Test
    @DisplayName("paths for programs are answered in JSON alone")
    void apiPath_namesNothing() {
        assertThat(htmx("/api/rows", app.url("/orders")).headers().firstValue("HX-Redirect"))
                .isEmpty();
    }
}
