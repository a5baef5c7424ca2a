package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.KeptForm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Forms that an application with {@code keepPost} keeps, and what their pages do with them. */
abstract class KeptFormFixture extends AppFixture {
    static final String FORM = "application/x-www-form-urlencoded";

    @Override
    Map<String, String> settings() {
        return Map.of("keepPost", "true");
    }

    final HttpResponse<String> post(String url, String type, byte[] body, String... headers) {
        return KeptForm.post(browser, url, type, body, headers);
    }

    final HttpResponse<String> submit(String path, String type, byte[] body) {
        return post(app.url(path), type, body, KeptForm.OWN);
    }

    final HttpResponse<String> replay(KeptForm kept) {
        return kept.replay(browser, app.origin());
    }

    /** Signs in as the kept page's script would, up to the page that sends the form. */
    final KeptForm signIn(KeptForm kept) {
        HttpResponse<String> resume = browser.visit(kept.login());
        assertThat(resume.statusCode()).isEqualTo(200);
        assertThat(resume.uri().getPath()).isEqualTo("/crm/saoma/resume");
        assertThat(resume.body()).contains("data-page=\"resume\"");
        return kept;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
