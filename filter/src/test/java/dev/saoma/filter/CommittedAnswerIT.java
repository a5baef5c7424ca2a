package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.servlet.FilterHolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-in required too late, because something in front has already begun the response. */
class CommittedAnswerIT {
    @Test
    @DisplayName("a challenge on a committed answer: one line in the log, the connection closed, nothing of the page")
    void begunAnswer_isBrokenOff() throws Exception {
        TestClock clock = new TestClock();
        Filter begins = (request, response, chain) -> {
            response.getWriter().print("begun");
            response.flushBuffer();
            chain.doFilter(request, response);
        };
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(
                        provider,
                        clock,
                        OutboundLimits.DEFAULT,
                        Map.of(),
                        context ->
                                context.addFilter(new FilterHolder(begins), "/*", EnumSet.of(DispatcherType.REQUEST)));
                FailureLines log = new FailureLines()) {
            for (String[] headers : new String[][] {Browser.NAVIGATION, {"Accept", "application/json"}}) {
                assertThatThrownBy(() -> new Browser().send("GET", app.url("/secret"), null, headers))
                        .isInstanceOf(UncheckedIOException.class);
                assertThat(log.take()).singleElement().asString().contains("after its answer had begun");
            }
            assertThat(app.calls).hasValue(0);
        }
    }

    @ParameterizedTest
    @DisplayName("so is a public page's own answer that has begun when it dispatches to a protected address")
    @ValueSource(strings = {"/public/write-flush-forward-to-admin", "/public/write-flush-dispatch-to-admin"})
    void begunAnswerOfAPublicPage_isBrokenOff(String path) throws Exception {
        TestClock clock = new TestClock();
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(provider, clock, Map.of())) {
            assertThatThrownBy(() -> new Browser().open(app.url(path))).isInstanceOf(UncheckedIOException.class);

            assertThat(app.adminCalls).hasValue(0);
        }
    }
}
