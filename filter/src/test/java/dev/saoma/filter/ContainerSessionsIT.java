package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that are not the container's: the filter has to share them with the application, wherever it is declared. */
@Tag("matrix")
@ParameterizedClass(name = "{0} and {1}")
@CsvSource({
    "web.xml,          SpringSessions",
    "saoma.properties, SpringSessions",
    "web.xml,          SpringSessionsByCode",
    "saoma.properties, SpringSessionsByCode",
    "web.xml,          SpringSessionsByCode$Listener",
    "saoma.properties, SpringSessionsByCode$Listener",
    "web.xml,          ShiroSessions",
    "saoma.properties, ShiroSessions"
})
record ContainerSessionsIT(String setUp, String library) {
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String setUp, String library) throws Exception {
        // Shiro logs through SLF4J, which some runs of the matrix are kept free of.
        assumeThat(library.startsWith("Spring") || hasSlf4j()).isTrue();
        // Bare Jetty calls no initializers, and what reads the WAR for Undertow looks for no classes for them.
        assumeThat(library + System.getProperty("saoma.container"))
                .isNotIn("SpringSessionsByCodejetty-9.4", "SpringSessionsByCodeundertow");
        app = new PackedApp("/crm");
        app.war.withSessionLibraries(library);
        String sessions = library.endsWith("$Listener")
                ? "<listener><listener-class>dev.saoma.filter.container.app." + library + "</listener-class></listener>"
                : library.endsWith("ByCode") ? "" : filter(library, "/*");
        String filters = sessions + filter("SpringLogout", "/app-logout");
        Map<String, String> more = library.startsWith("Shiro") ? Map.of("sessionFilters", "ShiroSessions") : Map.of();
        if (setUp.equals("web.xml")) {
            app.war.always(filters);
            app.deployWithReadmeSnippet(more);
        } else {
            app.war.webXml("3.1", filters).add("WEB-INF/classes/saoma.properties", app.properties(more));
            app.deploy();
        }
    }

    private static String filter(String name, String pattern) {
        return "<filter><filter-name>" + name + "</filter-name><filter-class>dev.saoma.filter.container.app." + name
                + "</filter-class><async-supported>true</async-supported></filter><filter-mapping><filter-name>" + name
                + "</filter-name><url-pattern>" + pattern + "</url-pattern></filter-mapping>";
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (app != null) {
            app.close();
            app = null;
        }
    }

    private static boolean hasSlf4j() {
        return ContainerSessionsIT.class.getClassLoader().getResource("org/slf4j/LoggerFactory.class") != null;
    }

    private static Browser signedIn() {
        Browser browser = new Browser();
        HttpResponse<String> page = browser.visit(app.url("/a"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("user=" + app.provider.subject);
        return browser;
    }

    @ParameterizedTest
    @DisplayName("the user is known in every dispatch, and stays signed in")
    @CsvSource({"/forward, FORWARD", "/include, INCLUDE", "/async, ASYNC", "/fails, ERROR"})
    void user_isKnownInEveryDispatch(String path, String dispatch) {
        Browser browser = signedIn();

        assertThat(browser.open(app.url(path)).body()).contains("dispatch=" + dispatch, "user=" + app.provider.subject);
        assertThat(browser.open(app.url("/b")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("request.logout() of Spring Security signs out for good")
    void logoutOfSpringSecurity_signsOut() {
        Browser browser = signedIn();

        browser.open(app.url("/app-logout"));

        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("what the application stored before the sign-in stays, under another session id")
    void signIn_changesTheIdAndKeepsTheSession() {
        Browser browser = new Browser();
        HttpResponse<String> before = browser.open(app.url("/public/cart"));

        HttpResponse<String> after = browser.visit(app.url("/a"));

        assertThat(after.body()).contains("cart=3 books");
        assertThat(Browser.value(after, "session"))
                .isNotEqualTo(Browser.value(before, "session"))
                .isNotEqualTo("null");
    }

    @Test
    @DisplayName("u1 signs out, u2 signs in: nothing of u1 is in the application's session")
    void nextUser_inheritsNothing() {
        Browser browser = signedIn();
        assertThat(browser.open(app.url("/public/cart")).body()).contains("cart=3 books");

        browser.send("POST", app.url("/saoma/logout"), "");
        String first = app.provider.subject;
        app.provider.subject = "o6_the-next-user";
        try {
            assertThat(browser.visit(app.url("/a")).body()).contains("user=o6_the-next-user", "cart=null");
        } finally {
            app.provider.subject = first;
        }
    }
}
