package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pac4j.jee.filter.OtherSignIn;

/** The filter mapped differently from the README. */
class MappingIT extends MappedFixture {
    private final Browser browser = new Browser();

    @Test
    void mappedToEverything_saysNothing() throws Exception {
        app.mapped("saoma", "/*").start();

        assertThat(log.formatted()).doesNotContain("mapped");
        assertThat(app.doctor()).contains("[ok] The filter is in front of everything (/*).");
    }

    @Test
    @DisplayName("P24: mapped to a part, the rest is untouched, and the start says so")
    void mappedToAPart_leavesTheRest_andSaysSo() throws Exception {
        app.mapped("saoma", "/app/*", "/saoma/*").start();

        assertThat(browser.open(app.url("/other")).body()).isEqualTo("user=null");
        assertThat(browser.open(app.url("/app/x")).statusCode()).isEqualTo(302);
        assertThat(browser.visit(app.url("/app/x")).body()).isEqualTo("user=" + provider.subject);
        assertThat(log.formatted())
                .contains("The filter is only mapped to: /app/*, /saoma/*. Everything else of this application is not"
                        + " protected by it. – Map it to /*")
                .doesNotContain("own addresses");
        assertThat(app.doctor()).contains("[warning] The filter is only mapped to: /app/*, /saoma/*.");
    }

    @Test
    @DisplayName("P24: a mapping that leaves out the callback is named as a problem")
    void mappingWithoutItsOwnAddresses_isAProblem() throws Exception {
        app.mapped("saoma", "/app/*").start();

        assertThat(log.formatted())
                .contains("The filter's own addresses /saoma/* are not mapped (/app/*): sign-ins cannot end."
                        + " – Add a filter-mapping with this pattern");
    }

    @Test
    @DisplayName("P24: the setting path moves them under the mapping")
    void pathUnderTheMapping_isFine() throws Exception {
        app.set("path", "/app/saoma").mapped("saoma", "/app/*").start();

        assertThat(browser.visit(app.url("/app/x")).body()).isEqualTo("user=" + provider.subject);
        assertThat(log.formatted()).doesNotContain("own addresses");
    }

    @Test
    @DisplayName("C8: one filter under two patterns that both match is one filter")
    void twoPatternsOfOneFilter_signInOnce() throws Exception {
        app.mapped("saoma", "/*", "/app/*").start();

        assertThat(browser.visit(app.url("/app/x")).body()).isEqualTo("user=" + provider.subject);
        assertThat(provider.tokenRequests).hasValue(1);
        assertThat(log.formatted()).doesNotContain("more than once");
    }

    @Test
    @DisplayName("C8: two filters on the same addresses still sign in, and the start says what to do")
    void twoFilters_areNamed() throws Exception {
        app.mapped("saoma", "/*").mapped("saoma-too", "/*").start();

        assertThat(browser.visit(app.url("/app/x")).body()).isEqualTo("user=" + provider.subject);
        assertThat(log.formatted())
                .contains("The filter is mapped to the same addresses more than once: saoma, saoma-too."
                        + " – Keep one filter element.");
        assertThat(app.doctor()).contains("[warning] The filter is mapped to the same addresses more than once");
    }

    @Test
    @DisplayName("C8: another sign-in filter, in front of ours, is named with its fix")
    void otherSignIn_isNamed() throws Exception {
        app.add("pac4j", new OtherSignIn(), "/*").mapped("saoma", "/*").start();

        assertThat(app.doctor())
                .contains("[warning] Another sign-in is in this application: pac4j (org.pac4j.jee.filter.OtherSignIn).")
                .contains("[note] Called before this filter: pac4j (org.pac4j.jee.filter.OtherSignIn).");
    }

    @Test
    @DisplayName("C8: a filter behind ours is not called before it; one that inherits its method is found in front")
    void order_isSeen() throws Exception {
        app.add("inherited", new OtherSignIn() {}, "/*").mapped("saoma", "/*");
        app.add("behind", (request, response, chain) -> chain.doFilter(request, response), "/*")
                .start();

        assertThat(app.doctor()
                        .lines()
                        .filter(line -> line.contains("Called before"))
                        .toList())
                .singleElement()
                .asString()
                .contains("inherited (dev.saoma.filter.MappingIT$");
    }

    @Test
    @DisplayName("C8: missing async support is named with its fix")
    void missingAsyncSupport_isNamed() throws Exception {
        app.mapped("saoma", "/*");
        app.context.getServletHandler().getFilter("saoma").setAsyncSupported(false);
        app.start();

        assertThat(app.doctor())
                .contains("[warning] Asynchronous requests do not work here")
                .contains("→ Add <async-supported>true</async-supported>");
    }

    @Test
    @DisplayName("C8: the page names what the container does not disclose of its dispatches")
    void dispatches_areNotGuessed() throws Exception {
        app.mapped("saoma", "/*").start();

        assertThat(app.doctor())
                .contains(
                        "[note] Asynchronous dispatches and error pages know the user. A container does not show whether");
    }
}
