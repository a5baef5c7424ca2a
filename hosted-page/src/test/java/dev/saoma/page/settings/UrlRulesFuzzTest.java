package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Any text is refused as a URL, or is in the one form that browsers, Java and applications read alike. */
class UrlRulesFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void url(byte[] input) {
        String url = new String(input, StandardCharsets.UTF_8);
        if (UrlRules.wrong(url).isEmpty()) {
            URI uri = URI.create(url);
            assertThat(uri.getScheme()).isIn("https", "http");
            assertThat(uri.getHost()).isNotEmpty().doesNotContain("/", "\\", "@", "*");
            assertThat(url)
                    .matches("[\\x21-\\x7e]+")
                    .doesNotContain("#", "/../", "/./")
                    .startsWith(uri.getScheme() + "://" + uri.getHost());
            assertThat(UrlRules.wrong(Origin.of(uri))).isEmpty();
            assertThat(UrlRules.wrongOrigin(Origin.of(uri))).isEmpty();
            assertThat(Origin.of(URI.create(Origin.of(uri)))).isEqualTo(Origin.of(uri));
        } else {
            assertThat(UrlRules.wrongIssuer(url)).isPresent();
            assertThat(UrlRules.wrongOrigin(url)).isPresent();
        }
        if (UrlRules.wrongIssuer(url).isEmpty()) {
            assertThat(UrlRules.wrongIssuer(url + "/path")).isEmpty();
        }
    }
}
