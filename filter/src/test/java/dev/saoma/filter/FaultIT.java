package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.servlet.FilterHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P27: something breaks while the filter decides. */
class FaultIT {
    private static final TestClock CLOCK = new TestClock();
    private static TestProvider provider;
    private static TestApp app;

    @BeforeAll
    static void start() throws Exception {
        provider = new TestProvider(CLOCK);
        app = new TestApp(provider, CLOCK, FilterUnderTest.PATIENT, Map.of(), context -> {
            Filter breaking = (request, response, chain) ->
                    chain.doFilter(new BrokenRequest((HttpServletRequest) request), response);
            context.addFilter(new FilterHolder(breaking), "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    }

    @AfterAll
    static void stop() {
        app.close();
        provider.close();
    }

    /** A request as a broken filter in front of ours, or a session store that is down, may leave it. */
    private static final class BrokenRequest extends HttpServletRequestWrapper {
        BrokenRequest(HttpServletRequest request) {
            super(request);
        }

        private void breakIf(String where) {
            if (where.equals(super.getHeader("X-Break"))) {
                throw new IllegalStateException("broken " + where + "\nwith a second line");
            }
        }

        @Override
        public String getRequestURI() {
            breakIf("target");
            return super.getRequestURI();
        }

        @Override
        public String getServletPath() {
            breakIf("path");
            return super.getServletPath();
        }

        @Override
        public HttpSession getSession(boolean create) {
            breakIf("session");
            return super.getSession(create);
        }

        @Override
        public String getHeader(String name) {
            breakIf("headers");
            return super.getHeader(name);
        }
    }

    @ParameterizedTest
    @DisplayName("P27: an exception inside the decision denies with 500, and the application is not called")
    @CsvSource({
        "target, /a",
        "target, /public/a",
        "target, /saoma/login",
        "path, /a",
        "path, /public/a",
        "session, /a",
        "session, /public/a",
        "session, /saoma/session",
        "headers, /a"
    })
    void exceptionInsideTheDecision_denies(String where, String path) {
        int calls = app.calls.get();

        HttpResponse<String> page = new Browser().send("GET", app.url(path), null, with(where));

        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(app.calls).hasValue(calls);
        assertThat(page.body())
                .doesNotContain("broken", "IllegalStateException", "dev.saoma.filter.internal.guard.Guard");
        assertThat(Browser.setCookies(page)).isEmpty();
    }

    @Test
    @DisplayName("P27: the page and one line of the log have the same id")
    void page_andLog_haveTheSameId() {
        try (StartLog log = new StartLog()) {
            HttpResponse<String> page = new Browser().send("GET", app.url("/a"), null, with("session"));

            String id = page.body().replaceAll("(?s).*id=\"error-id\">([A-Z2-9]{8})<.*", "$1");
            assertThat(id).hasSize(8);
            assertThat(page.body()).contains("data-page=\"internal\"");
            assertThat(log.formatted())
                    .contains("Sign-in failed [id=" + id + ", page=INTERNAL]: the decision on a request failed:"
                            + " java.lang.IllegalStateException\n");
        }
    }

    @Test
    void program_getsJson() {
        HttpResponse<String> answer =
                new Browser().send("GET", app.url("/a"), null, "X-Break", "session", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).matches("\\{\"error\":\"server_error\",\"id\":\"[A-Z2-9]{8}\"}");
    }

    @Test
    @DisplayName("who takes anything may be a person with an old browser")
    void whoTakesAnything_getsAPage() {
        HttpResponse<String> answer =
                new Browser().send("GET", app.url("/a"), null, "X-Break", "session", "Accept", "*/*");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("data-page=\"internal\"");
    }

    @Test
    void withoutAFault_nothingChanges() {
        assertThat(new Browser().open(app.url("/public/a")).statusCode()).isEqualTo(200);
        assertThat(new Browser().visit(app.url("/a")).body()).contains("user=" + provider.subject);
    }

    private static String[] with(String where) {
        String[] headers = java.util.Arrays.copyOf(Browser.NAVIGATION, Browser.NAVIGATION.length + 2);
        headers[headers.length - 2] = "X-Break";
        headers[headers.length - 1] = where;
        return headers;
    }
}
