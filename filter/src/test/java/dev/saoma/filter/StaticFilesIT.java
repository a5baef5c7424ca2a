package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a public extension pattern opens: files, and nothing that a servlet responds to. */
class StaticFilesIT {
    @TempDir
    Path webapp;

    private int status(String target, boolean ownDefault) throws Exception {
        for (String file : new String[] {"style/site.css", "orders/9.css", "WEB-INF/secret.css"}) {
            Files.createDirectories(webapp.resolve(file).getParent());
            Files.writeString(webapp.resolve(file), "p { color: red }");
        }
        try (TestProvider provider = new TestProvider(new TestClock())) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
            context.setContextPath("/crm");
            context.setResourceBase(webapp.toString());
            FilterSettings settings = FilterSettings.of(Map.of(
                    "issuer",
                    provider.issuer(),
                    "clientId",
                    TestProvider.CLIENT_ID,
                    "clientSecret",
                    TestProvider.CLIENT_SECRET,
                    "cookieKey",
                    TestProvider.COOKIE_KEY,
                    "appUrl",
                    "http://127.0.0.1/crm",
                    "publicPaths",
                    "*.css *.view /named/*",
                    "providerTimeout",
                    "PT1M"));
            context.addFilter(new FilterHolder(new LoginFilter(settings)), "/*", EnumSet.allOf(DispatcherType.class));
            for (String pattern : new String[] {"/orders/*", "/report.css", "*.view", "/named/*"}) {
                context.addServlet(new ServletHolder(new Servlet()), pattern);
            }
            context.addServlet(
                    ownDefault ? new ServletHolder(new Servlet()) : new ServletHolder(new DefaultServlet()), "/");
            server.setHandler(context);
            server.start();
            try {
                return new Browser()
                        .send("GET", "http://127.0.0.1:" + connector.getLocalPort() + "/crm" + target, null)
                        .statusCode();
            } finally {
                server.stop();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("publicPaths = *.css opens files, not what a servlet at /orders/* or /report.css answers")
    @CsvSource({
        "/style/site.css, 200",
        "/x.view, 200",
        "/named/7.css, 200",
        "/orders/7.css, 401",
        "/orders/9.css, 401",
        "/report.css, 401",
        "/nothing.css, 401",
        "/WEB-INF/secret.css, 401"
    })
    void extension_opensFilesOnly(String target, int status) throws Exception {
        assertThat(status(target, false)).isEqualTo(status);
    }

    @Test
    @DisplayName("an application's own servlet at / is no file server: /order-7.css requires a sign-in, files do not")
    void ownDefaultServlet_isNoFile() throws Exception {
        assertThat(status("/order-7.css", true)).isEqualTo(401);
        assertThat(status("/style/site.css", true)).isEqualTo(200);
    }

    private static final class Servlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("order");
        }
    }
}
