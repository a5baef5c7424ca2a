package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.Collections;
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
    private static final String NAME = "zhang.san";

    private final AtomicInteger secrets = new AtomicInteger();
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Server server = new Server();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private String origin;
    private volatile boolean binds;

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
        FilterHolder filter =
                new FilterHolder(new LoginFilter(null, this::mapped, null, Clock.systemUTC(), FilterUnderTest.PATIENT));
        Map.of(
                        "issuer",
                        provider.issuer(),
                        "clientId",
                        TestProvider.CLIENT_ID,
                        "clientSecret",
                        TestProvider.CLIENT_SECRET,
                        "cookieKey",
                        TestProvider.COOKIE_KEY,
                        "appUrl",
                        origin + path,
                        "publicPaths",
                        "/public/*",
                        "requestAttributes",
                        "who=sub",
                        "sessionAttributes",
                        "login=sub")
                .forEach(filter::setInitParameter);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        context.addServlet(new ServletHolder(new Application()), "/*");
        contexts.addHandler(context);
    }

    private UserMapping mapped(SignedInUser user) {
        return binds
                ? UserMapping.bind("/bind")
                : UserMapping.user(NAME).role("boss").attribute("mapped", user.subject());
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        provider.close();
    }

    private String dispatched(String how, String to) {
        return browser.open(origin + "/one/" + how + "?to=" + to).body();
    }

    @ParameterizedTest
    @DisplayName("a user of the application that dispatches is anonymous in the other one, attributes included")
    @ValueSource(strings = {"forward", "include", "async"})
    void userOfAnotherApplication_isAnonymous(String how) {
        assertThat(browser.visit(origin + "/one/a").body())
                .contains("/one user=" + NAME, "boss=true who=" + provider.subject + " mapped=" + provider.subject)
                .contains("names=[mapped, who] login=" + provider.subject);

        for (String page : new String[] {"/public/x", "/public/thread"}) {
            assertThat(dispatched(how, page))
                    .contains("/two user=null principal=null auth=null attribute=null boss=false who=null mapped=null"
                            + " waiting=null names=[] login=null")
                    .doesNotContain(provider.subject);
        }
    }

    @ParameterizedTest
    @DisplayName("so is one who waits for an account: the other application cannot bind it")
    @ValueSource(strings = {"forward", "include", "async"})
    void waitingUser_isNotSeen(String how) {
        binds = true;
        assertThat(browser.visit(origin + "/one/a").body()).contains("/one user=null", "waiting=" + provider.subject);

        assertThat(browser.open(origin + "/one/bind/" + how + "?to=/public/x").body())
                .contains("/two user=null", "waiting=null")
                .doesNotContain(provider.subject);
    }

    @ParameterizedTest
    @DisplayName("and does not get to what needs a sign-in there")
    @ValueSource(strings = {"forward", "include", "async"})
    void protectedPage_staysClosedToAnotherApplicationsUser(String how) {
        browser.visit(origin + "/one/a");
        int before = secrets.get();

        assertThat(dispatched(how, "/secret")).doesNotContain("/two user=");
        assertThat(secrets.get()).isEqualTo(before);
    }

    @Test
    @DisplayName("of two users, each application sees its own, also after the other one's page has been included")
    void usersOfBothApplications_areKeptApart() {
        browser.visit(origin + "/one/a");
        String first = provider.subject;
        provider.subject = "o6_another";
        assertThat(browser.visit(origin + "/two/secret").body()).contains("who=o6_another");

        String page = dispatched("include", "/secret");

        assertThat(page.lines().filter(line -> line.startsWith("/two")))
                .singleElement()
                .asString()
                .contains("who=o6_another mapped=o6_another")
                .doesNotContain(first);
        assertThat(page.lines().filter(line -> line.startsWith("/one")))
                .singleElement()
                .asString()
                .contains("who=" + first + " mapped=" + first)
                .doesNotContain("o6_another");
    }

    @Test
    @DisplayName("a library's principal of one application is not that of the other's user with the same name")
    void principalOfALibrary_staysInItsApplication() {
        browser.visit(origin + "/one/a");
        provider.subject = "o6_another";
        browser.visit(origin + "/two/secret");

        assertThat(browser.open(origin + "/one/forward?library=yes&to=/secret").body())
                .contains("/two user=" + NAME + " principal=" + NAME + "/o6_another");
    }

    @Test
    @DisplayName("an anonymous page of the other application does not sign the user out")
    void logoutOfTheOtherApplication_signsNobodyOut() {
        browser.visit(origin + "/one/a");

        assertThat(dispatched("include", "/public/logout")).contains("/two user=null", "/one user=" + NAME);
        assertThat(browser.open(origin + "/one/a").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("what the application itself passes on is seen, whatever its name")
    void attributeOfTheApplication_isPassedOn() {
        browser.visit(origin + "/one/a");

        assertThat(browser.open(origin + "/one/forward?who=parcel&to=/public/x").body())
                .contains("/two user=null", "who=parcel mapped=null");
    }

    @Test
    @DisplayName("back in the first application the user is known again")
    void forwardBack_knowsTheUser() {
        browser.visit(origin + "/one/a");

        assertThat(dispatched("forward", "/public/back"))
                .contains("/one user=" + NAME, "who=" + provider.subject + " mapped=" + provider.subject);
    }

    private static String facts(String context, HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        Object subject = principal instanceof SignedInUser user ? user.subject() : null;
        SignedInUser waiting = (SignedInUser) request.getAttribute(UserMapper.WAITING_USER);
        HttpSession session = request.getSession(false);
        return context + " user=" + request.getRemoteUser() + " principal="
                + (principal == null ? null : principal.getName() + "/" + subject) + " auth=" + request.getAuthType()
                + " attribute=" + request.getAttribute(SignedInUser.ATTRIBUTE) + " boss=" + request.isUserInRole("boss")
                + " who=" + request.getAttribute("who") + " mapped=" + request.getAttribute("mapped") + " waiting="
                + (waiting == null ? null : waiting.subject()) + " names="
                + Collections.list(request.getAttributeNames()).stream()
                        .filter(name -> !name.contains("."))
                        .sorted()
                        .toList()
                + " login=" + (session == null ? null : session.getAttribute("login")) + "\n";
    }

    /** A library of the application that shows the user by a principal of its own. */
    private static HttpServletRequest withLibrary(HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public Principal getUserPrincipal() {
                return () -> NAME;
            }
        };
    }

    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String context = getServletContext().getContextPath();
            ServletContext two = getServletContext().getContext("/two");
            String to = request.getParameter("to");
            if (request.getParameter("who") != null && context.equals("/one")) {
                request.setAttribute("who", request.getParameter("who"));
            }
            Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
            String path = included == null ? request.getPathInfo() : included.toString();
            switch (path) {
                case "/forward", "/bind/forward" ->
                    two.getRequestDispatcher(to)
                            .forward(
                                    request.getParameter("library") == null ? request : withLibrary(request), response);
                case "/include", "/bind/include" -> {
                    two.getRequestDispatcher(to).include(request, response);
                    response.getWriter()
                            .print(
                                    to.equals("/public/x") || to.equals("/public/thread")
                                            ? ""
                                            : "\n" + facts(context, request));
                }
                case "/async", "/bind/async" -> request.startAsync().dispatch(two, to);
                case "/public/thread" -> {
                    AsyncContext async = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
                    String seen = facts(context, (HttpServletRequest) async.getRequest());
                    response.getWriter().print(seen);
                    async.complete();
                }
                case "/public/back" ->
                    getServletContext()
                            .getContext("/one")
                            .getRequestDispatcher("/a")
                            .forward(request, response);
                case "/public/logout" -> {
                    request.logout();
                    response.getWriter().print(facts(context, request));
                }
                default -> {
                    if (path.equals("/secret")) {
                        secrets.incrementAndGet();
                    }
                    response.getWriter().print(facts(context, request));
                }
            }
        }
    }
}
