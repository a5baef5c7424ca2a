package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.distribution.BootApplication;
import dev.saoma.filter.distribution.Results;
import dev.saoma.filter.distribution.Results.Cell;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.Sockets;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executable Spring Boot applications with Spring Security and Spring Session: {@code src/it/boot}, built by their own Boot.
 */
@Tag("distribution")
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("applications")
record BootIT(String name) {
    static final List<String> NAMES = List.of("boot-2.7", "boot-3.5");

    /** Where the filter may be ordered: in front of Spring Session's, or between that and Spring Security's. */
    private static final Map<String, Integer> ORDERS =
            Map.of("first", Integer.MIN_VALUE, "second", Integer.MIN_VALUE + 100);

    private static final Map<String, BootApplication> RUNNING = new LinkedHashMap<>();
    private static TestProvider provider;
    private static Results results;

    static List<String> applications() {
        List<String> names =
                List.of(System.getProperty("saoma.distributions", "").split(" *, *"));
        return NAMES.stream()
                .filter(name -> names.contains("all") || names.contains(name))
                .toList();
    }

    private static BootApplication application(String name, Map<String, String> more) throws Exception {
        Path jar = Path.of("target", "it", name, "target", "app.jar");
        BootApplication application = new BootApplication(name, jar);
        application.set("saoma.issuer", provider.issuer());
        application.set("saoma.clientSecret", TestProvider.CLIENT_SECRET);
        application.set("saoma.appUrl", "http://127.0.0.1:" + application.port());
        more.forEach(application::set);
        return application;
    }

    @BeforeParameterizedClassInvocation
    static void start(String name) throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        results = new Results(name, name);
        for (Map.Entry<String, Integer> order : ORDERS.entrySet()) {
            BootApplication application = application(name, Map.of("saoma.order", "" + order.getValue()));
            RUNNING.put(order.getKey(), application);
            application.start(Map.of());
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        RUNNING.values().forEach(BootApplication::close);
        provider.close();
        results.finish();
    }

    private static String url(String order, String path) {
        return "http://127.0.0.1:" + RUNNING.get(order).port() + path;
    }

    private static Browser signedIn(String order) {
        Browser browser = new Browser();
        HttpResponse<String> anonymous = browser.openWhenReachable(url(order, "/who"));
        assertThat(anonymous.statusCode()).as(anonymous.body()).isEqualTo(302);
        assertThat(Browser.location(anonymous)).startsWith(provider.issuer() + "/authorize?");
        assertThat(browser.follow(anonymous).body())
                .contains("user=" + provider.subject, "spring=" + provider.subject, "admin=true");
        return browser;
    }

    @ParameterizedTest
    @DisplayName("a filter bean signs users in, for Spring Security too")
    @ValueSource(strings = {"first", "second"})
    void signIn_leadsToTheApplication(String order) throws Exception {
        results.check(Cell.WEB_XML, () -> {
            assertThat(signedIn(order).open(url(order, "/admin/secret")).body())
                    .contains("user=" + provider.subject, "session=org.springframework.session.");
            assertThat(new Browser().open(url(order, "/admin/secret")).statusCode())
                    .isEqualTo(302);
            return "works";
        });
    }

    @Test
    @DisplayName("a mistake in the settings closes the application, and the log names the setting")
    void mistake_closesTheApplication() throws Exception {
        results.check(Cell.MISTAKE, () -> {
            try (BootApplication application =
                    application(name, Map.of("saoma.order", "" + ORDERS.get("second"), "saoma.appUrl", "nowhere"))) {
                application.start(Map.of());
                HttpResponse<String> answer = new Browser().open("http://127.0.0.1:" + application.port() + "/who");
                assertThat(application.log()).contains("settings to correct: 1", "appUrl");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).doesNotContain("user=");
                return "503";
            }
        });
    }

    @ParameterizedTest
    @DisplayName("P21: a WebSocket is refused to anonymous callers, and knows the user of others")
    @ValueSource(strings = {"first", "second"})
    void webSocket_isForUsersOnly(String order) throws Exception {
        results.check(Cell.WEB_SOCKET, () -> {
            assertThat(Sockets.open(new Browser(), url(order, "/ws"))).startsWith("refused: ");
            assertThat(Sockets.open(signedIn(order), url(order, "/ws"))).isEqualTo("user=" + provider.subject);
            return "works";
        });
    }

    @ParameterizedTest
    @DisplayName("P14: the user is known in every dispatch, and Spring Security's Authentication of that user with it")
    @ValueSource(strings = {"first", "second"})
    void dispatch_keepsTheUser(String order) throws Exception {
        results.check(Cell.ASYNC, () -> {
            Browser browser = signedIn(order);
            for (String path : new String[] {"forward", "include", "async", "fails"}) {
                String dispatch = path.equals("fails") ? "ERROR" : path.toUpperCase(Locale.ROOT);
                assertThat(browser.open(url(order, "/" + path)).body())
                        .contains("dispatch=" + dispatch, "user=" + provider.subject, "spring=" + provider.subject);
            }
            return "works";
        });
    }

    @Test
    @DisplayName(
            "Spring Session: in front of its filter, the log says at the first request what goes wrong and what to do")
    void filterInFront_isSaid() throws Exception {
        results.check(Cell.SPRING_SESSION, () -> {
            signedIn("first");
            assertThat(RUNNING.get("first").log())
                    .contains("This filter is called before springSessionRepositoryFilter")
                    .contains("SessionRepositoryFilter.DEFAULT_ORDER + 1");
            assertThat(RUNNING.get("second").log()).doesNotContain("springSessionRepositoryFilter");
            return "works behind it, warns in front";
        });
    }

    @Test
    @DisplayName("Spring Session: behind its filter, a sign-out ends the application's session too")
    void signOut_endsTheApplicationsSession() throws Exception {
        String order = "second";
        results.check(Cell.SPRING_SESSION, () -> {
            Browser browser = signedIn(order);
            browser.open(url(order, "/app-logout"));
            assertThat(browser.open(url(order, "/who")).statusCode()).isEqualTo(302);
            browser.visit(url(order, "/who"));
            browser.open(url(order, "/cart"));
            assertThat(browser.open(url(order, "/who")).body()).contains("cart=3 books of " + provider.subject);
            browser.visit(url(order, "/saoma/logout"));
            assertThat(browser.open(url(order, "/who")).statusCode()).isEqualTo(302);
            String before = provider.subject;
            provider.subject = "o6_another";
            try {
                assertThat(browser.visit(url(order, "/who")).body()).contains("user=o6_another", "cart=null");
            } finally {
                provider.subject = before;
            }
            return "works behind it, warns in front";
        });
    }
}
