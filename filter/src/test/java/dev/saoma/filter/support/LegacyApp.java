package dev.saoma.filter.support;

import dev.saoma.filter.FilterUnderTest;
import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** An application that dispatches in every way, with the filter mapped as an old web.xml maps it: to REQUEST alone. */
public final class LegacyApp implements AutoCloseable {
    /** The accounts that users have bound on its page, by subject. */
    public static final Map<String, String> BOUND = new ConcurrentHashMap<>();

    private final Server server = new Server();
    private final int port;
    public volatile HttpSession session;

    public LegacyApp(TestProvider provider, Clock clock, Map<String, String> more) throws Exception {
        this(provider, clock, more, new EventListener() {});
    }

    /** @param listener an additional listener of the application's own */
    public LegacyApp(TestProvider provider, Clock clock, Map<String, String> more, EventListener listener)
            throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        port = connector.getLocalPort();
        server.addConnector(connector);
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "issuer",
                provider.issuer(),
                "clientId",
                TestProvider.CLIENT_ID,
                "clientSecret",
                TestProvider.CLIENT_SECRET,
                "cookieKey",
                TestProvider.COOKIE_KEY,
                "appUrl",
                url(""),
                "publicPaths",
                "/public/*"));
        settings.putAll(more);
        settings.values().removeIf(Objects::isNull);
        FilterHolder filter = new FilterHolder(FilterUnderTest.create(clock, FilterUnderTest.PATIENT));
        settings.forEach(filter::setInitParameter);
        filter.setAsyncSupported(true);
        ServletHolder servlet = new ServletHolder(new Application());
        servlet.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath("/old");
        if (listener instanceof HttpSessionListener || listener instanceof HttpSessionAttributeListener) {
            context.addEventListener(listener);
        }
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(servlet, "/*");
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(500, 599, "/error-page");
        context.setErrorHandler(errors);
        server.setHandler(context);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + "/old" + path;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String who(HttpServletRequest request) {
        Map<String, Object> seen = new TreeMap<>();
        seen.put("path", request.getServletPath() + request.getPathInfo());
        seen.put("dispatch", request.getDispatcherType());
        seen.put("user", request.getRemoteUser());
        seen.put("class", request.getClass().getName());
        seen.put("X-Remote-User", request.getHeader("X-Remote-User"));
        seen.put("header.names", Collections.list(request.getHeaderNames()));
        seen.put(
                "principal",
                request.getUserPrincipal() instanceof SignedInUser user
                        ? user.getName() + "/" + user.subject() + "/" + new java.util.TreeSet<>(user.roles())
                        : request.getUserPrincipal());
        seen.put("auth", request.getAuthType());
        seen.put("admin", request.isUserInRole("admin"));
        seen.put("any", request.isUserInRole("**"));
        seen.put("nickname", request.getAttribute("nickname"));
        seen.put("DEPARTMENT", request.getAttribute("DEPARTMENT"));
        HttpSession session = request.getSession(false);
        if (session != null) {
            for (String name : Collections.list(session.getAttributeNames())) {
                if (!name.contains(".")) {
                    seen.put("session." + name, session.getAttribute(name));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        seen.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            session = request.getSession(false);
            response.setContentType("text/plain;charset=UTF-8");
            switch (request.getPathInfo()) {
                case "/async", "/public/async" -> request.startAsync().dispatch("/who/async");
                case "/async-wrapped" -> request.startAsync(request, response).dispatch("/who/async");
                case "/async-thread" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        try {
                            async.getResponse().getWriter().print(who((HttpServletRequest) async.getRequest()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        async.complete();
                    });
                }
                case "/error", "/public/error" -> response.sendError(503);
                case "/throws" -> throw new IllegalStateException("a bug of the application");
                case "/forward" ->
                    request.getRequestDispatcher("/who/forwarded").forward(request, response);
                case "/public/forward" ->
                    request.getRequestDispatcher("/WEB-INF/page.jsp").forward(request, response);
                case "/include" -> {
                    response.getWriter().println("included:");
                    request.getRequestDispatcher("/who/included").include(request, response);
                }
                case "/public/authenticate" -> {
                    if (request.authenticate(response)) {
                        response.getWriter().print(who(request));
                    }
                }
                case "/public/login" -> {
                    try {
                        request.login("root", "secret");
                    } catch (ServletException e) {
                        response.getWriter().print(e.getMessage());
                    }
                }
                case "/async-logout" -> request.startAsync().dispatch("/logout");
                case "/forward-logout" ->
                    request.getRequestDispatcher("/logout").forward(request, response);
                case "/include-logout" ->
                    request.getRequestDispatcher("/logout").include(request, response);
                case "/error-logout" -> response.sendError(503, "logout");
                case "/error-page" -> {
                    if ("logout".equals(request.getAttribute(RequestDispatcher.ERROR_MESSAGE))) {
                        request.logout();
                    }
                    response.getWriter().print(who(request));
                }
                case "/logout" -> {
                    request.logout();
                    response.getWriter().print(who(request));
                }
                case "/bind-account", "/bind-account/step2", "/public/bind" -> bind(request, response);
                default -> response.getWriter().print(who(request));
            }
        }

        private void bind(HttpServletRequest request, HttpServletResponse response) throws IOException {
            SignedInUser waiting = (SignedInUser) request.getAttribute(UserMapper.WAITING_USER);
            String next = (String) request.getAttribute(UserMapper.CONTINUE_URL);
            if (request.getMethod().equals("POST") && waiting != null) {
                BOUND.put(waiting.subject(), request.getParameter("account"));
                response.sendRedirect(next);
            } else {
                response.getWriter()
                        .print("waiting=" + (waiting == null ? null : waiting.subject()) + "\n" + who(request));
            }
        }
    }
}
