package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.servlet.FilterHolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A library with its own principals that is called before the filter in error pages, as happens where only code maps the
 * filter.
 */
class LibraryPrincipalIT {
    private record Authenticated(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private static Filter showing(String user) {
        return (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return new Authenticated(user);
                    }
                },
                response);
    }

    @ParameterizedTest
    @DisplayName("its principal stays where it is of the same user, and counts for nothing otherwise")
    @CsvSource({"true, Authenticated", "false, SignedInUser"})
    void principalOfALibrary_isKeptForTheSameUser(boolean same, String shown) throws Exception {
        TestClock clock = new TestClock();
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(
                        provider,
                        clock,
                        FilterUnderTest.PATIENT,
                        Map.of(),
                        context -> context.addFilter(
                                new FilterHolder(showing(same ? provider.subject : "o6_another")),
                                "/*",
                                EnumSet.of(DispatcherType.ERROR)))) {
            Browser browser = new Browser();
            browser.visit(app.url("/a"));

            HttpResponse<String> page = browser.open(app.url("/public/fails"));

            assertThat(page.statusCode()).isEqualTo(418);
            assertThat(page.body())
                    .contains("user=" + provider.subject, "principal=" + provider.subject)
                    .contains("principal.class=" + shown, "name=" + Browser.value(browser.open(app.url("/a")), "name"));
        }
    }
}
