package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two applications on one server, each with a filter of its own; one forwards to the other. */
class CrossContextIT {
    private final AtomicInteger secrets = new AtomicInteger();
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Server server = new Server();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private String origin;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        server.addConnector(connector);
        origin = "http://127.0.0.1:" + connector.getLocalPort();
        add("/one");
        add("/two");
        server.setHandler(contexts);
        server.start();
    }

    private void add(String path) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath(path);
        FilterHolder filter = new FilterHolder(new LoginFilter(null, Clock.systemUTC(), FilterUnderTest.PATIENT));
        Map.of(
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        TestProvider.CLIENT_ID,
                        "clientSecret",
                        TestProvider.CLIENT_SECRET,
                        "appUrl",
                        origin + path,
                        "publicPaths",
                        "/public/*",
                        "requestAttributes",
                        "who=sub")
                .forEach(filter::setInitParameter);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        context.addServlet(new ServletHolder(new Application()), "/*");
        contexts.addHandler(context);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        provider.close();
    }

    @ParameterizedTest
    @DisplayName("a user of the application that forwards is anonymous in the one that is forwarded to")
    @ValueSource(strings = {"forward", "include"})
    void userOfAnotherApplication_isAnonymous(String how) {
        assertThat(browser.visit(origin + "/one/a").body()).contains("/one user=" + provider.subject);

        assertThat(browser.open(origin + "/one/" + how + "?to=/public/x").body())
                .contains("/two user=null principal=null auth=null attribute=null")
                .doesNotContain(provider.subject);
    }

    @ParameterizedTest
    @DisplayName("and does not get to what needs a sign-in there")
    @ValueSource(strings = {"forward", "include"})
    void protectedPage_staysClosedToAnotherApplicationsUser(String how) {
        browser.visit(origin + "/one/a");
        int before = secrets.get();

        assertThat(browser.open(origin + "/one/" + how + "?to=/secret").body()).doesNotContain("/two user=");
        assertThat(secrets.get()).isEqualTo(before);
    }

    @Test
    @DisplayName("back in the first application the user is known again")
    void forwardBack_knowsTheUser() {
        browser.visit(origin + "/one/a");

        assertThat(browser.open(origin + "/one/forward?to=/public/back").body())
                .contains("/one user=" + provider.subject);
    }

    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String context = getServletContext().getContextPath();
            String path = request.getPathInfo();
            if (path.equals("/forward")) {
                getServletContext()
                        .getContext("/two")
                        .getRequestDispatcher(request.getParameter("to"))
                        .forward(request, response);
                return;
            }
            if (path.equals("/include")) {
                getServletContext()
                        .getContext("/two")
                        .getRequestDispatcher(request.getParameter("to"))
                        .include(request, response);
                return;
            }
            if (path.equals("/public/back")) {
                getServletContext()
                        .getContext("/one")
                        .getRequestDispatcher("/a")
                        .forward(request, response);
                return;
            }
            if (path.equals("/secret")) {
                secrets.incrementAndGet();
            }
            response.getWriter()
                    .print(context + " user=" + request.getRemoteUser() + " principal=" + request.getUserPrincipal()
                            + " auth=" + request.getAuthType() + " attribute="
                            + request.getAttribute("dev.saoma.filter.SignedInUser"));
        }
    }
}
