package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saoma.filter.distribution.Distribution;
import dev.saoma.filter.distribution.Distributions;
import dev.saoma.filter.distribution.Results;
import dev.saoma.filter.distribution.Results.Cell;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.DistributionApps;
import dev.saoma.filter.support.Sockets;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications with the drop-in jar in real distributions, as their owners and administrators set them up. */
@Tag("distribution")
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("distributions")
record DistributionIT(Distributions distribution) {
    private static final String WORKS = "works";
    private static TestProvider provider;
    private static Distribution container;
    private static DistributionApps apps;
    private static Results results;

    static List<Distributions> distributions() {
        return Distributions.chosen();
    }

    @BeforeParameterizedClassInvocation
    static void start(Distributions distribution) throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        container = distribution.open();
        results = new Results(distribution.toString(), distribution.archiveName());
        apps = new DistributionApps(distribution, container, provider);
        container.start(apps.write());
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        container.close();
        provider.close();
        results.finish();
    }

    private static Browser signedIn(String app) {
        Browser browser = new Browser();
        HttpResponse<String> anonymous = browser.openWhenReachable(apps.url(app, "/a"));
        assertThat(anonymous.statusCode()).as(app + ": " + anonymous.body()).isEqualTo(302);
        assertThat(Browser.location(anonymous)).startsWith(provider.issuer() + "/authorize?");
        assertThat(browser.follow(anonymous).body()).contains("path=/" + app + "/a", "user=" + provider.subject);
        return browser;
    }

    private static Cell cellOf(String app) {
        return app.endsWith("web-xml") ? Cell.WEB_XML : Cell.PROPERTIES;
    }

    @ParameterizedTest
    @DisplayName("anonymous requests go to the login page, signed-in users to the application")
    @ValueSource(strings = {"web-xml", "file"})
    void signIn_leadsToTheApplication(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(cellOf(app), () -> {
            Browser browser = signedIn(app);
            assertThat(browser.open(apps.url(app, "/admin/x")).body())
                    .contains("user=" + provider.subject, "admin=true");
            assertThat(new Browser().open(apps.url(app, "/admin/x")).statusCode())
                    .isEqualTo(302);
            assertThat(new Browser().call(apps.url(app, "/a"), "x").statusCode())
                    .isEqualTo(401);
            return WORKS;
        });
    }

    @Test
    @DisplayName("the README's snippet signs users in under a web.xml of Servlet 2.3, whose DTD lacks async-supported")
    void oldWebXml_isEnough() {
        assumeTrue(apps.hasOldWebXml());

        assertThat(signedIn("old-web-xml")
                        .open(apps.url("old-web-xml", "/admin/x"))
                        .body())
                .contains("user=" + provider.subject);
    }

    @ParameterizedTest
    @DisplayName("a container with an API that is too old refuses the application, and the log says what is needed")
    @ValueSource(strings = {"web-xml", "file"})
    void tooOldContainer_isRefused(String app) throws Exception {
        assumeFalse(distribution.isSupported());
        results.check(cellOf(app), () -> {
            String answers = assertClosed(app);
            assertLog("needs Servlet 3\\.1");
            return answers + ": needs Servlet 3.1";
        });
    }

    @ParameterizedTest
    @DisplayName("P21: a WebSocket is refused to anonymous callers, and knows the user of others")
    @ValueSource(strings = {"web-xml", "file"})
    void webSocket_isForUsersOnly(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.WEB_SOCKET, () -> {
            assertThat(Sockets.open(new Browser(), apps.url(app, "/chat/all"))).startsWith("refused: ");
            assertThat(Sockets.open(signedIn(app), apps.url(app, "/chat/all")))
                    .isEqualTo("room=all user=" + provider.subject);
            return WORKS;
        });
    }

    @Test
    @DisplayName("P21: patterns of public paths and roles hold for a WebSocket too")
    void webSocket_followsTheRules() throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.WEB_SOCKET, () -> {
            assertThat(Sockets.open(new Browser(), apps.url("file", "/chat/open")))
                    .isEqualTo("room=open user=null");
            assertThat(Sockets.open(signedIn("file"), apps.url("file", "/chat/closed")))
                    .isEqualTo("refused: 403");
            return WORKS;
        });
    }

    @ParameterizedTest
    @DisplayName("P14: the user is known after forward, include and asynchronous dispatch")
    @ValueSource(strings = {"web-xml", "file"})
    void dispatch_keepsTheUser(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.ASYNC, () -> {
            Browser browser = signedIn(app);
            assertDispatches(browser, app);
            assertThat(browser.open(apps.url(app, "/async-wrapped")).body())
                    .contains("dispatch=ASYNC", "user=" + provider.subject);
            assertThat(new Browser().open(apps.url(app, "/async")).statusCode()).isEqualTo(302);
            return WORKS;
        });
    }

    @ParameterizedTest
    @DisplayName("a public page is no way to a protected one, by whatever dispatch")
    @ValueSource(strings = {"public-web-xml", "file"})
    void dispatchFromAPublicPage_isAskedToo(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.ASYNC, () -> {
            Browser browser = new Browser();
            browser.openWhenReachable(apps.url(app, "/public/x"));
            String before = adminCalls(app);
            for (String path : new String[] {"/public/forward", "/public/include", "/public/async"}) {
                HttpResponse<String> answer = browser.open(apps.url(app, path));
                assertThat(answer.statusCode()).as(path).isEqualTo(path.endsWith("include") ? 200 : 302);
                assertThat(answer.body()).as(path).doesNotContain("user=");
            }
            assertThat(adminCalls(app)).isEqualTo(before);
            browser.visit(apps.url(app, "/a"));
            for (String path : new String[] {"/public/forward", "/public/include", "/public/async"}) {
                assertThat(browser.open(apps.url(app, path)).body()).as(path).contains("user=" + provider.subject);
            }
            return WORKS;
        });
    }

    private static String adminCalls(String app) {
        return Browser.value(new Browser().open(apps.url(app, "/public/counters")), "adminCalls");
    }

    private static void assertDispatches(Browser browser, String app) {
        for (String dispatch : new String[] {"forward", "include", "async", "async-now"}) {
            HttpResponse<String> page = browser.open(apps.url(app, "/" + dispatch));
            assertThat(page.statusCode()).as(dispatch).isEqualTo(200);
            assertThat(page.body())
                    .contains(
                            "dispatch=" + dispatch.replace("-now", "").toUpperCase(Locale.ROOT),
                            "user=" + provider.subject);
        }
    }

    @ParameterizedTest
    @DisplayName("C17: an application with the jar of the other API stays closed, and the log names the API")
    @ValueSource(strings = {"wrong-web-xml", "wrong-file"})
    void wrongJar_staysClosed(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.WRONG_JAR, () -> {
            String answers = assertClosed(app);
            String other = distribution.api().equals("javax") ? "jakarta" : "javax";
            assertLog(
                    distribution.loadsClassesFirst()
                            ? "NoClassDefFoundError: " + other + "/servlet/"
                            // Dashes and dots are not ASCII, and so may be anything in the log.
                            : "this jar is for containers of " + other + "\\.servlet, and this container has "
                                    + distribution.api() + "\\.servlet .{1,9} replace it in WEB-INF/lib by"
                                    + " saoma-filter-.{1,9}-" + distribution.api() + "\\.jar");
            return answers;
        });
    }

    @ParameterizedTest
    @DisplayName("an application with a mistake in its settings stays closed, and the log names the setting")
    @ValueSource(strings = {"mistake-web-xml", "mistake-file"})
    void mistake_staysClosed(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.MISTAKE, () -> {
            String answers = assertClosed(app);
            assertLog("publicPath .*did you mean publicPaths\\?");
            return answers;
        });
    }

    /** Returns the status of every path of an application; no response may come from the application. */
    private static String assertClosed(String app) throws Exception {
        TreeSet<String> answers = new TreeSet<>();
        for (String path : new String[] {"/", "/a", "/admin/x", "/index.html", "/saoma/login"}) {
            HttpResponse<String> answer = new Browser().open(apps.url(app, path));
            assertThat(answer.body()).as(path).doesNotContain("user=");
            answers.add("" + answer.statusCode());
        }
        String socket = Sockets.open(new Browser(), apps.url(app, "/chat/all"));
        assertThat(socket).startsWith("refused: ");
        answers.add(socket.replace("refused: ", ""));
        assertThat(answers).as(app).isSubsetOf("404", "500", "503");
        return String.join(" or ", answers);
    }

    private static void assertLog(String pattern) throws Exception {
        container.awaitInLog(pattern); // Otherwise fails with all that is in the logs.
    }

    @ParameterizedTest
    @DisplayName(
            "Spring Session: the user is known in every dispatch, and a sign-out ends the application's session too")
    @ValueSource(strings = {"session-behind", "session-in-front"})
    void springSession_isTheUsersOwn(String app) throws Exception {
        assumeTrue(distribution.isSupported());
        results.check(Cell.SPRING_SESSION, () -> {
            Browser browser = signedIn(app);
            assertDispatches(browser, app);
            browser.open(apps.url(app, "/app-logout"));
            assertThat(browser.open(apps.url(app, "/a")).statusCode()).isEqualTo(302);
            browser.visit(apps.url(app, "/a"));
            assertThat(browser.open(apps.url(app, "/public/cart")).body()).contains("cart=3 books");
            browser.visit(apps.url(app, "/saoma/logout"));
            assertThat(browser.open(apps.url(app, "/a")).statusCode()).isEqualTo(302);
            String before = provider.subject;
            provider.subject = "o6_another";
            try {
                assertThat(browser.visit(apps.url(app, "/a")).body()).contains("user=o6_another", "cart=null");
            } finally {
                provider.subject = before;
            }
            return WORKS;
        });
    }
}
