package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.container.app.SpringSessions;
import dev.saoma.filter.support.Browser;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Filters that replace the container's sessions, mapped by code before the sign-in filter and behind it. */
class SessionOrderIT extends MappedFixture {
    private static final Filter OWN = (request, response, chain) -> chain.doFilter(request, response);

    @Test
    @DisplayName("Spring Session behind: said at the first request and by the doctor, with the fix, once")
    void springSessionBehind_isSaid() throws Exception {
        app.mapped("saoma", "/*").add("sessions", new SpringSessions(), "/*").start();
        new Browser().open(app.url("/a"));
        new Browser().open(app.url("/b"));

        assertThat(log.formatted())
                .containsOnlyOnce("This filter is called before sessions, which replaces the container's sessions:")
                .contains("SessionRepositoryFilter.DEFAULT_ORDER + 1");
        assertThat(app.doctor()).contains("[warning] This filter is called before sessions");
    }

    @Test
    void springSessionInFront_isRight() throws Exception {
        app.add("sessions", new SpringSessions(), "/*").mapped("saoma", "/*").start();
        new Browser().open(app.url("/a"));

        assertThat(log.formatted()).doesNotContain("replaces the container's sessions");
        assertThat(app.doctor())
                .contains("[ok] Filters that replace the container's sessions are called before this filter")
                .contains("[ok] No other filter of the application is called before this one.");
    }

    @Test
    @DisplayName("a filter that the setting names is looked for as well")
    void namedFilterBehind_isSaid() throws Exception {
        app.set("sessionFilters", "ours")
                .mapped("saoma", "/*")
                .add("ours", OWN, "/*")
                .start();
        new Browser().open(app.url("/a"));

        assertThat(log.formatted()).contains("This filter is called before ours, which replaces");
    }

    @Test
    @DisplayName("a session filter that another path has is no mistake at this one")
    void filterOfAnotherPath_showsNothing() throws Exception {
        app.set("sessionFilters", "ours")
                .mapped("saoma", "/*")
                .add("ours", OWN, "/shop/*")
                .start();
        new Browser().open(app.url("/a"));
        assertThat(log.formatted()).doesNotContain("which replaces");

        new Browser().open(app.url("/shop/a"));
        assertThat(log.formatted()).contains("This filter is called before ours, which replaces");
    }

    @Test
    @DisplayName("a name in sessionFilters that no filter has: said at the start with the names there are")
    void unknownName_isSaid() throws Exception {
        app.set("sessionFilters", "shiroFiler")
                .add("shiroFilter", OWN, "/*")
                .mapped("saoma", "/*")
                .start();

        assertThat(log.formatted())
                .contains("The setting sessionFilters names filters that this application does not have: shiroFiler."
                        + " It has: saoma, shiroFilter. – Write each name as in the <filter-name> of web.xml");
        assertThat(app.doctor()).contains("[warning] The setting sessionFilters names filters");
    }

    @Test
    void noSessionFilter_isNotTalkedOf() throws Exception {
        app.add("plain", OWN, "/*").mapped("saoma", "/*").start();
        new Browser().open(app.url("/a"));

        assertThat(log.formatted()).doesNotContain("sessions");
        assertThat(app.doctor()).doesNotContain("replace");
    }
}
