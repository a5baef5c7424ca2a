package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar and a saoma.properties, web.xml untouched: how each container finds the drop-in jar by itself. */
@Tag("matrix")
@ParameterizedClass(name = "context \"{0}\"")
@ValueSource(strings = "/crm")
record ContainerDropInIT(String contextPath) {
    private static final String FILE = "WEB-INF/classes/saoma.properties";
    private static final String OLD_FRAMEWORK = """
            <filter>
              <filter-name>framework</filter-name>
              <filter-class>dev.saoma.filter.container.app.OldFramework</filter-class>
              <async-supported>true</async-supported>
            </filter>
            <filter-mapping>
              <filter-name>framework</filter-name>
              <url-pattern>/*</url-pattern>
            </filter-mapping>
            """;
    private static PackedApp app;

    @BeforeEach
    void listen() throws Exception {
        app = new PackedApp(contextPath);
    }

    @AfterEach
    void stop() {
        app.close();
        System.clearProperty("saoma.config");
        System.clearProperty("saoma.clientSecret");
    }

    private static String properties() {
        return app.properties(Map.of());
    }

    private static void assertProtected() {
        assertThat(new Browser().open(app.url("/order.action")).statusCode()).isEqualTo(302);
        assertThat(new Browser().open(app.url("/health")).statusCode()).isEqualTo(200);
        Browser browser = new Browser();
        assertThat(browser.visit(app.url("/order.action")).body()).isEqualTo("action for user=" + app.provider.subject);
        for (String path : new String[] {"/async", "/forward", "/fails"}) {
            assertThat(browser.open(app.url(path)).body())
                    .as(path)
                    .contains("user=" + app.provider.subject)
                    .doesNotContain("dispatch=REQUEST");
        }
    }

    @Test
    @DisplayName("jar and saoma.properties are enough, also in front of a framework that is a filter itself")
    void propertiesFile_isEnough() throws Exception {
        app.war.webXml("3.1", OLD_FRAMEWORK).add(FILE, app.properties(PackedApp.DERIVED_KEY));
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("so are they with a web.xml of Servlet 2.4, which hides fragments")
    void propertiesFile_isEnoughForAnOldWebXml() throws Exception {
        // Bare Jetty reads only fragments, and not even those with such a web.xml: the documentation says so.
        assumeThat(System.getProperty("saoma.container")).isNotEqualTo("jetty-9.4");
        app.war.webXml("2.4", OLD_FRAMEWORK).add(FILE, properties());
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("the file may be anywhere, named by saoma.config")
    void fileOutsideTheWar_isEnough(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("crm.properties"), properties());
        System.setProperty("saoma.config", file.toString());
        app.war.webXml("3.1", OLD_FRAMEWORK);
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("a system property wins over the file, an init-param over both")
    void sources_winInTheirOrder() throws Exception {
        System.setProperty("saoma.clientSecret", TestProvider.CLIENT_SECRET);
        String wrong =
                properties().replaceAll("clientSecret = .*", "clientSecret = not the right one 7Yp2Kd9Xw4Lq8Zt1");
        app.war.webXml("3.1", OLD_FRAMEWORK).add(FILE, wrong);
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("JNDI java:comp/env/saoma/clientSecret")
    void secretInJndi_isFound() throws Exception {
        assumeThat(System.getProperty("saoma.container")).isNotIn("jetty-9.4", "undertow");
        String entry = "<env-entry><env-entry-name>saoma/clientSecret</env-entry-name>"
                + "<env-entry-type>java.lang.String</env-entry-type><env-entry-value>" + TestProvider.CLIENT_SECRET
                + "</env-entry-value></env-entry>";
        // With a cookieKey, it would start without any secret.
        String noSecret = app.properties(PackedApp.DERIVED_KEY).replaceAll("clientSecret = .*\n", "");
        app.war.webXml("3.1", OLD_FRAMEWORK + entry).add(FILE, noSecret);
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("fails closed: with the jar and without any settings nothing is shown, and the log says why")
    void noSettings_closeTheApplication() throws Exception {
        app.war.webXml("3.1", OLD_FRAMEWORK);

        assertThat(refusedStart())
                .contains("The Saoma sign-in filter cannot start; settings to correct: 4")
                .contains("issuer: is missing")
                .contains("appUrl: is missing")
                .contains("there is no file /WEB-INF/classes/saoma.properties");
    }

    @Test
    @DisplayName("fails closed: so is it with a mistake in the filter of web.xml")
    void mistakeInWebXml_closesTheApplication() throws Exception {
        app.war.webXml("3.1", app.snippet().replace("appUrl", "appUri") + OLD_FRAMEWORK);

        assertThat(refusedStart())
                .contains("appUri (init-param): no such setting – did you mean appUrl?")
                .contains("appUrl: is missing");
    }

    @Test
    @DisplayName(
            "C17: the jar for the other kind of container keeps the application closed, and the log says which to take")
    void jarOfOtherContainers_closesTheApplication() throws Exception {
        boolean javax = System.getProperty("saoma.dropIn").endsWith("-javax.jar");
        String missing = javax ? "jakarta" : "javax";
        app.war.withJarOfOtherContainers().webXml("3.1", OLD_FRAMEWORK).add(FILE, properties());

        String log = refusedStart();

        if (System.getProperty("saoma.container").equals("jetty-9.4")) {
            // Bare Jetty calls no initializers; there it is the fragment in the jar that fails.
            assertThat(log)
                    .containsPattern("(NoClassDefFoundError|ClassNotFoundException): " + missing + "[./]servlet");
        } else {
            assertThat(log)
                    .contains("The Saoma sign-in filter cannot start: this jar is for containers of " + missing
                            + ".servlet")
                    .contains("replace it in WEB-INF/lib by saoma-filter-…-" + (javax ? "javax" : "jakarta") + ".jar");
        }
    }

    @Test
    @DisplayName("C17: so does it with the filter in web.xml")
    void jarOfOtherContainersWithWebXml_closesTheApplication() throws Exception {
        app.war.withJarOfOtherContainers().webXml("3.1", app.snippet() + OLD_FRAMEWORK);
        assumeThat(System.getProperty("saoma.container"))
                .as("what reads the WAR for Undertow loads the classes itself")
                .isNotEqualTo("undertow");

        String missing = System.getProperty("saoma.dropIn").endsWith("-javax.jar") ? "jakarta" : "javax";
        assertThat(refusedStart()).containsPattern(missing + "[./]servlet");
    }

    /** Returns what an operator reads. Some containers stop the start, in others the filter refuses every request. */
    private static String refusedStart() {
        try (StartLog log = new StartLog()) {
            Throwable thrown = catchThrowable(() -> app.deploy());
            if (thrown != null) {
                log.add(thrown);
            }
            for (String path : new String[] {"/order.action", "/a", "/health", "/public/x", "/saoma/login"}) {
                assertThat(statusOrRefused(path)).as(path).isIn(0, 404, 503);
            }
            return log.text();
        }
    }

    private static int statusOrRefused(String path) {
        try {
            return new Browser().open(app.url(path)).statusCode();
        } catch (java.io.UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    @DisplayName("a mistake in the file is named with the file")
    void mistakeInTheFile_isNamedWithIt() throws Exception {
        app.war.webXml("3.1", OLD_FRAMEWORK).add(FILE, properties() + "publicPath = /x\n");

        assertThat(refusedStart())
                .contains("publicPath (file /WEB-INF/classes/saoma.properties): no such setting"
                        + " – did you mean publicPaths?");
    }

    @Test
    @DisplayName("a LoginFilter in web.xml is the only one: where it is mapped, and nowhere else")
    void declaredFilter_isNotDoubled() throws Exception {
        app.war
                .webXml("3.1", app.snippet().replace("/*", "/admin/*") + OLD_FRAMEWORK)
                .add(FILE, "issuer = https://elsewhere.example\n");
        app.deploy();

        assertThat(new Browser().open(app.url("/a")).body()).contains("user=null");
        assertThat(Browser.location(new Browser().open(app.url("/admin/x")))).startsWith(app.provider.issuer());
    }

    @Test
    @DisplayName("a LoginFilter in web.xml without a mapping protects nothing, so the drop-in does")
    void unmappedFilter_doesNotCount() throws Exception {
        String unmapped = app.snippet().replaceAll("(?s)<filter-mapping>.*</filter-mapping>", "");
        app.war.webXml("3.1", unmapped + OLD_FRAMEWORK).add(FILE, properties());
        app.deploy();

        assertProtected();
    }
}
