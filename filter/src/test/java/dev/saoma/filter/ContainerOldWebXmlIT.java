package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's snippet in a web.xml of Servlet 2.3 to 2.5, whose DTD and schemas lack {@code <async-supported>}. */
@Tag("matrix")
@ParameterizedClass(name = "context \"{0}\"")
@ValueSource(strings = "/crm")
record ContainerOldWebXmlIT(String contextPath) {
    private static PackedApp app;

    @BeforeEach
    void listen() throws Exception {
        assumeThat(System.getProperty("saoma.container"))
                .as("Undertow by itself reads no web.xml")
                .isNotEqualTo("undertow");
        app = new PackedApp(contextPath);
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
    }

    /** Returns the start of a web.xml as it was written at the time. */
    private static String start(String version) {
        return switch (version) {
            case "2.3" -> """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN"
                        "http://java.sun.com/dtd/web-app_2_3.dtd">
                    <web-app>
                    """;
            case "2.4" -> """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <web-app xmlns="http://java.sun.com/xml/ns/j2ee" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        xsi:schemaLocation="http://java.sun.com/xml/ns/j2ee http://java.sun.com/xml/ns/j2ee/web-app_2_4.xsd"
                        version="2.4">
                    """;
            default -> """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <web-app xmlns="http://java.sun.com/xml/ns/javaee" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        xsi:schemaLocation="http://java.sun.com/xml/ns/javaee http://java.sun.com/xml/ns/javaee/web-app_2_5.xsd"
                        version="2.5">
                    """;
        };
    }

    /** Returns the README's snippet, with a longer timeout for a busy machine. */
    private static String snippet() throws IOException {
        return app.snippet()
                .replace(
                        "</filter>",
                        "  <init-param><param-name>providerTimeout</param-name><param-value>PT1M</param-value></init-param>\n"
                                + "</filter>");
    }

    private static String end() {
        return """
                <servlet>
                  <servlet-name>application</servlet-name>
                  <servlet-class>dev.saoma.filter.container.app.Application</servlet-class>
                </servlet>
                <servlet-mapping>
                  <servlet-name>application</servlet-name>
                  <url-pattern>/*</url-pattern>
                </servlet-mapping>
                </web-app>
                """;
    }

    private static void assertProtected() {
        assertThat(new Browser().open(app.url("/order.action")).statusCode()).isEqualTo(302);
        assertThat(new Browser().call(app.url("/order.action"), "x").statusCode())
                .isEqualTo(401);
        Browser browser = new Browser();
        assertThat(browser.visit(app.url("/order.action")).body()).contains("user=" + app.provider.subject);
        HttpResponse<String> forwarded = browser.open(app.url("/forward"));
        assertThat(forwarded.body()).contains("dispatch=FORWARD", "user=" + app.provider.subject);
    }

    @ParameterizedTest
    @DisplayName("the README's snippet, unchanged, signs users in under an old web.xml")
    @ValueSource(strings = {"2.3", "2.4", "2.5"})
    void snippet_worksInAnOldWebXml(String version) throws Exception {
        assumeThat(version + " in " + System.getProperty("saoma.container"))
                .as("bare Jetty has no copy of the DTD and would fetch it; DistributionIT has Jetty as people run it")
                .isNotEqualTo("2.3 in jetty-9.4");
        app.war.add("WEB-INF/web.xml", start(version) + snippet() + end());
        app.deploy();

        assertProtected();
    }

    @Test
    @DisplayName("so does the snippet without its async-supported line, which leaves a web.xml of Servlet 2.4 valid")
    void snippetWithoutAsync_worksToo() throws Exception {
        String line = "  <async-supported>true</async-supported>\n";
        assertThat(snippet()).contains(line);
        app.war.add("WEB-INF/web.xml", start("2.4") + snippet().replace(line, "") + end());
        app.deploy();

        assertProtected();
    }
}
