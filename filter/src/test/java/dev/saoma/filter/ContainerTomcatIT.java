package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two settings of Tomcat's own: {@code crossContext}, and {@code sameSiteCookies} of its cookie processor. */
@Tag("matrix")
class ContainerTomcatIT {
    private static final Map<String, String> WHO = Map.of("requestAttributes", "who = sub");

    private final Browser browser = new Browser();

    @BeforeEach
    void needsTomcat() {
        assumeTrue(System.getProperty("saoma.container", "").startsWith("tomcat"));
    }

    @ParameterizedTest
    @DisplayName("crossContext=\"true\": a user of the application that dispatches is anonymous in the other one")
    @ValueSource(strings = {"/forward-to-other", "/include-of-other"})
    void crossContext_passesNoUserOn(String how) throws Exception {
        try (PackedApp one = new PackedApp("/one")) {
            PackedApp two = one.beside("/two").addWithReadmeSnippet(WHO);
            one.deployWithReadmeSnippet(WHO);
            assertThat(browser.visit(one.url("/a")).body())
                    .contains("user=" + one.provider.subject, "who=" + one.provider.subject);

            assertThat(browser.open(one.url(how) + "?context=/two").body())
                    .contains("user=null", "principal=null", "auth=null", "attribute=false", "who=null")
                    .doesNotContain(one.provider.subject);
            assertThat(new Browser().open(two.url("/public/x")).body()).contains("who=null");
        }
    }

    @Test
    @DisplayName("sameSiteCookies=\"strict\": the first sign-in continues from a page of the application's own origin")
    void strictCookies_signInAtOnce() throws Exception {
        try (PackedApp app = new PackedApp("/crm").withStrictCookies().deployWithReadmeSnippet()) {
            String callback = browser.callback(app.url("/orders/7?x=1"));
            // A browser sends no Strict cookie with a redirect that began elsewhere.
            assertThat(browser.cookies).doesNotContainKey("JSESSIONID");

            HttpResponse<String> page = browser.open(callback);

            assertThat(Browser.setCookies(page))
                    .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("SameSite=Strict"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("data-page=\"signed_in\"");
            assertThat(page.headers().firstValue("Location")).isEmpty();
            assertThat(browser.follow(page).body()).contains("user=" + app.provider.subject);
        }
    }
}
