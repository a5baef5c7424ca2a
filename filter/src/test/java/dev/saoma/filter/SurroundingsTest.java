package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.internal.dropin.DropInInitializer;
import dev.saoma.filter.internal.dropin.OrderingListener;
import dev.saoma.filter.support.FakeContainer;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.SessionTrackingMode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What web.xml and the container declare that precedes the filter, hides it, or makes sign-ins impossible. */
class SurroundingsTest {
    private static final String HIDDEN = "<absolute-ordering><name>other_jar</name></absolute-ordering>";
    private static final String URL_ONLY =
            "This container keeps session ids in addresses only (;jsessionid=): no user can sign in";
    private static final String CONTAINER_AUTH = "web.xml has a sign-in of the container";

    private final FakeContainer container = new FakeContainer();
    private StartLog log;

    @BeforeEach
    void prepare() {
        log = new StartLog();
        container.declared = true;
        container.initParameters.putAll(Map.of(
                "issuer", "http://127.0.0.1:1",
                "clientId", "crm",
                "clientSecret", TestProvider.CLIENT_SECRET,
                "cookieKey", TestProvider.COOKIE_KEY,
                "appUrl", "https://crm.example.cn/crm"));
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** Returns what the filter logs when it starts, and what its doctor says later. */
    private String said() {
        LoginFilter filter = new LoginFilter();
        filter.init(container.config);
        String start = log.formatted();
        String doctor = filter.doctor();
        filter.destroy();
        for (String line : start.split("\n")) {
            if (line.contains(" – ")) {
                assertThat(doctor).as("the doctor says it too").contains(line.substring(0, line.indexOf(" – ")));
            }
        }
        return start;
    }

    private static String webApp(String content) {
        return "<?xml version=\"1.0\"?>\n<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"3.1\">"
                + content + "</web-app>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<login-config><auth-method>BASIC</auth-method></login-config>",
                "<security-constraint><web-resource-collection><url-pattern>/*</url-pattern></web-resource-collection>"
                        + "<auth-constraint><role-name> admin </role-name></auth-constraint></security-constraint>"
            })
    @DisplayName("a sign-in of the container comes first: said at the start and by the doctor")
    void containerSignIn_isSaid(String element) {
        container.webXml(webApp(element));

        assertThat(said())
                .contains(CONTAINER_AUTH)
                .contains("Remove <login-config> and the <auth-constraint> elements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!-- <login-config/> -->",
                "<security-constraint><user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee>"
                        + "</user-data-constraint></security-constraint>",
                "<security-role><role-name>admin</role-name></security-role>",
                "<absolute-ordering><others/></absolute-ordering>",
                "<absolute-ordering><name>a</name><name> dev_saoma_filter </name></absolute-ordering>"
            })
    void harmlessWebXml_isNotComplainedOf(String element) {
        container.webXml(webApp(element));

        assertThat(said())
                .doesNotContain(CONTAINER_AUTH)
                .doesNotContain("ordering")
                .contains("register redirect URI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
                        + " \"http://127.0.0.1:1/dtd/web-app_2_3.dtd\">\n<web-app><login-config/></web-app>",
                "<j2ee:web-app xmlns:j2ee=\"http://java.sun.com/xml/ns/j2ee\"><j2ee:login-config/></j2ee:web-app>"
            })
    @DisplayName("old descriptors are read too, without fetching what they name")
    void oldWebXml_isRead(String text) {
        container.webXml(text);

        assertThat(said()).contains(CONTAINER_AUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no XML", "<web-app><login-config>"})
    void brokenWebXml_isLeftToTheContainer(String text) {
        container.webXml(text);

        assertThat(said()).contains("register redirect URI").doesNotContain(CONTAINER_AUTH);
    }

    @Test
    void hidingOrdering_withTheFilterInWebXml_isSaid() {
        container.webXml(webApp(HIDDEN));

        assertThat(said())
                .contains("<absolute-ordering> in web.xml hides the drop-in jar")
                .contains("Add <name>dev_saoma_filter</name> as its first entry");
    }

    @Test
    @DisplayName("sessions in addresses only: said at the start and by the doctor, in place of a loop without a word")
    void sessionsInAddressesOnly_areSaid() {
        container.sessionTracking.add(SessionTrackingMode.URL);

        assertThat(said()).contains(URL_ONLY).contains("<tracking-mode>COOKIE</tracking-mode>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COOKIE", "SSL"})
    void otherSessions_areNotComplainedOf(SessionTrackingMode mode) {
        container.sessionTracking.add(SessionTrackingMode.URL);
        container.sessionTracking.add(mode);

        assertThat(said()).doesNotContain(URL_ONLY);
    }

    @Test
    @DisplayName("an ordering that hides the jar, and no filter in web.xml: the application does not start")
    void hidingOrdering_stopsTheStart() {
        container.declared = false;
        container.webXml(webApp(HIDDEN));
        OrderingListener listener = new OrderingListener();

        assertThat(catchThrowable(() -> listener.contextInitialized(container.event())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("<absolute-ordering> in web.xml hides its jar from the container"
                        + " – add <name>dev_saoma_filter</name> there");
        assertThat(log.formatted()).containsOnlyOnce("hides its jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<absolute-ordering><name>a</name><others/></absolute-ordering>",
                "<absolute-ordering><name>dev_saoma_filter</name></absolute-ordering>",
                HIDDEN + "<filter><filter-name>f</filter-name>"
                        + "<filter-class> dev.saoma.filter.LoginFilter </filter-class></filter>"
            })
    void otherOrdering_doesNotStopTheStart(String element) {
        container.webXml(webApp(element));

        assertThatNoException().isThrownBy(() -> new OrderingListener().contextInitialized(container.event()));
    }

    @Test
    void hidingOrdering_thatTheContainerIgnores_doesNotStopTheStart() {
        container.webXml(webApp(HIDDEN));
        new DropInInitializer().onStartup(null, container.context);

        assertThatNoException().isThrownBy(() -> new OrderingListener().contextInitialized(container.event()));
    }

    private static String mapping(String name, String pattern) {
        return "<filter-mapping><filter-name> " + name + " </filter-name>" + pattern + "</filter-mapping>";
    }

    @ParameterizedTest
    @DisplayName(
            "without the drop-in jar: a session filter that web.xml maps behind is said at the start, by the doctor")
    @ValueSource(strings = {"springSessionRepositoryFilter", "named"})
    void sessionFilterBehind_isSaid(String name) {
        container.otherFilters.put(name, "org.springframework.web.filter.DelegatingFilterProxy");
        container.initParameters.put("sessionFilters", "named");
        container.otherFilters.put("named", "com.example.Sessions");
        container.webXml(webApp(mapping("saoma", "<url-pattern>/*</url-pattern>")
                + mapping(name, "<url-pattern>/a/*</url-pattern><url-pattern>/*</url-pattern>")));

        assertThat(said())
                .contains("This filter is called before " + name + ", which replaces the container's sessions")
                .contains("put its filter-mapping before this filter's in web.xml");
    }

    @Test
    void sessionFilterInFront_isNotComplainedOf() {
        container.otherFilters.put(
                "springSessionRepositoryFilter", "org.springframework.web.filter.DelegatingFilterProxy");
        container.webXml(webApp(mapping("springSessionRepositoryFilter", "<url-pattern>/*</url-pattern>")
                + mapping("saoma", "<url-pattern>/*</url-pattern>")));

        assertThat(said()).doesNotContain("replaces the container's sessions");
    }

    @Test
    @DisplayName("the drop-in jar has session filters called first: web.xml may say what it likes")
    void sessionFilterBehind_isNotComplainedOfWithTheDropIn() {
        container.otherFilters.put(
                "springSessionRepositoryFilter", "org.springframework.web.filter.DelegatingFilterProxy");
        container.webXml(webApp(mapping("saoma", "<url-pattern>/*</url-pattern>")
                + mapping("springSessionRepositoryFilter", "<url-pattern>/*</url-pattern>")));
        new DropInInitializer().onStartup(null, container.context);

        assertThat(said())
                .doesNotContain("replaces the container's sessions")
                .containsOnlyOnce("Called before the sign-in filter, because they replace sessions");
    }

    @Test
    @DisplayName("two registrations of the drop-in, of which one steps aside, are no double mapping")
    void dropInTwice_isOneFilter() {
        container.otherFilters.put("dev.saoma.filter.dropin", "dev.saoma.filter.internal.dropin.DropInFilter");
        container.otherFilters.put(
                "dev.saoma.filter.dropin.afterSessions", "dev.saoma.filter.internal.dropin.DropInFilter");
        container.declared = false;

        assertThat(said()).doesNotContain("more than once");
    }
}
