package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that answer by themselves, mapped by code in front of all others, after the sign-in filter or before it. */
@Tag("matrix")
class ContainerLateFilterIT {
    @ParameterizedTest(name = "{0}, by {1}")
    @CsvSource({
        "web.xml, listener",
        "saoma.properties, listener",
        "web.xml, initializer",
        "saoma.properties, initializer"
    })
    @DisplayName("the sign-in filter is in front of those that code puts in front")
    void filterByCode_isBehind(String setUp, String by) throws Exception {
        // Bare Jetty calls no initializers.
        assumeThat(by + System.getProperty("saoma.container")).isNotEqualTo("initializerjetty-9.4");
        try (PackedApp app = new PackedApp("/crm")) {
            app.war.withLateFilter(by.equals("initializer"));
            if (setUp.equals("web.xml")) {
                app.deployWithReadmeSnippet();
            } else {
                app.war.webXml("3.1", "").add("WEB-INF/classes/saoma.properties", app.properties(Map.of()));
                app.deploy();
            }
            for (int request = 0; request < 2; request++) {
                HttpResponse<String> anonymous = new Browser().open(app.url("/late"));
                assertThat(anonymous.statusCode()).as(anonymous.body()).isEqualTo(302);
            }
            Browser browser = new Browser();
            assertThat(browser.visit(app.url("/late")).body()).isEqualTo("late for user=" + app.provider.subject);
            assertThat(browser.open(app.url("/a")).body()).contains("user=" + app.provider.subject);
        }
    }
}
