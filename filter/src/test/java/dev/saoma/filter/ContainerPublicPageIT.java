package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A public page that dispatches to a protected one, with the jar and a saoma.properties alone. */
@Tag("matrix")
class ContainerPublicPageIT {
    @Test
    @DisplayName("set up by saoma.properties, a public page is no way to a protected one, by whatever dispatch")
    void dispatchFromAPublicPage_isAskedToo() throws Exception {
        try (PackedApp app = new PackedApp("/crm")) {
            app.war.add("WEB-INF/classes/saoma.properties", app.properties(Map.of()));
            app.deploy();
            String[] paths = {"/public/forward", "/public/include", "/public/async"};

            for (String path : paths) {
                assertThat(new Browser().open(app.url(path)).statusCode())
                        .as(path)
                        .isEqualTo(path.endsWith("include") ? 200 : 302);
            }
            assertThat(app.count("adminCalls")).isZero();

            app.browser.visit(app.url("/a"));
            for (String path : paths) {
                assertThat(app.browser.open(app.url(path)).body()).as(path).contains("user=" + app.provider.subject);
            }
            assertThat(app.count("adminCalls")).isEqualTo(paths.length);
        }
    }
}
