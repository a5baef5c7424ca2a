package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.PackedApp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WebSockets of Jetty's own API in a Jetty without those of the servlet specification: with the first of them, Jetty puts a
 * filter in front of all that are there, which opens WebSockets by itself.
 */
@Tag("matrix")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"web.xml", "saoma.properties"})
record ContainerNativeSocketIT(String setUp) {
    private static final String LEFT_OUT = "saoma.container.leftOut";
    private static final Map<String, String> MORE = Map.of("roles", "/native/clerks = clerk");
    private static PackedApp app;

    @BeforeParameterizedClassInvocation
    static void start(String setUp) throws Exception {
        assumeThat(System.getProperty("saoma.container")).startsWith("jetty-1");
        System.setProperty(LEFT_OUT, "org\\.eclipse\\.jetty\\..*\\.(javax|jakarta)\\..*");
        app = new PackedApp("/crm");
        app.war.withNativeSockets();
        if (setUp.equals("web.xml")) {
            app.deployWithReadmeSnippet(MORE);
        } else {
            app.war.webXml("3.1", "").add("WEB-INF/classes/saoma.properties", app.properties(MORE));
            app.deploy();
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (app != null) {
            app.close();
            app = null;
        }
    }

    @AfterAll
    static void forget() {
        System.clearProperty(LEFT_OUT);
    }

    /** Status line and headers of the answer to a handshake. */
    private static String open(String path, Browser browser) throws IOException {
        if (path.equals("/native/request")) {
            assertThat(new Browser().open(app.url("/public/later")).body()).isEqualTo("opened");
        }
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.setSoTimeout(120_000);
            String cookies = browser.cookies.isEmpty() ? "" : "Cookie: " + browser.cookieHeader() + "\r\n";
            socket.getOutputStream()
                    .write(("GET /crm" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + app.port() + "\r\n" + cookies
                                    + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            for (String line; (line = reader.readLine()) != null && !line.isEmpty(); ) {
                head.append(line).append('\n');
            }
            return head.toString();
        }
    }

    @ParameterizedTest
    @DisplayName("P21: whenever it was added, a stranger is refused before it is opened, and a user is known to it")
    @ValueSource(strings = {"/native/listener", "/native/init", "/native/request"})
    void nativeSocket_isForUsersOnly(String path) throws Exception {
        assertThat(open(path, new Browser())).startsWith("HTTP/1.1 401 ").doesNotContain("X-User");

        Browser browser = new Browser();
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(open(path, browser)).startsWith("HTTP/1.1 409 ").contains("X-User: " + app.provider.subject);
    }
}
