package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider that signs with a key that it does not publish, or not yet. */
class UnpublishedKeyIT extends AppFixture {
    @Test
    @DisplayName("a key that is not published: the log names its kid; once it is, sign-ins work within two minutes")
    void unpublishedKey_isNamed_andCountsSoonAfterItIsPublished() {
        browser.visit(app.url("/a"));
        provider.keySet = provider.keys();
        provider.keyId("rotated-2026");
        clock.advance(Duration.ofHours(1));

        try (FailureLines log = new FailureLines()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> page = new Browser().visit(app.url("/a"));
                assertThat(page.statusCode()).isEqualTo(502);
            }
            assertThat(log.lines()).anyMatch(line -> line.contains("kid") && line.contains("rotated-2026"));
        }
        provider.keySet = "";
        clock.advance(Duration.ofMinutes(2));

        assertThat(new Browser().visit(app.url("/a")).body()).contains("user=" + provider.subject);
    }
}
