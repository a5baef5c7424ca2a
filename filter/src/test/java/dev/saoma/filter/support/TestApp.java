package dev.saoma.filter.support;

import dev.saoma.filter.FilterUnderTest;
import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** An old application under /crm in a real container, protected by the filter. */
public final class TestApp implements AutoCloseable {
    /** Stands for the application's own address in settings. */
    public static final String SELF = "{self}";

    public final AtomicInteger calls = new AtomicInteger();
    public final AtomicInteger adminCalls = new AtomicInteger();
    public final AtomicInteger sessionsCreated = new AtomicInteger();
    public final AtomicInteger sessionsDestroyed = new AtomicInteger();

    private final Server server;
    private volatile HttpSession session;
    private final int port;

    public TestApp(TestProvider provider, Clock clock, Map<String, String> more) throws Exception {
        this(provider, clock, FilterUnderTest.PATIENT, more);
    }

    public TestApp(TestProvider provider, Clock clock, OutboundLimits limits, Map<String, String> more)
            throws Exception {
        this(provider, clock, limits, more, context -> {});
    }

    /** @param inFront adds what is called before the filter */
    public TestApp(
            TestProvider provider,
            Clock clock,
            OutboundLimits limits,
            Map<String, String> more,
            Consumer<ServletContextHandler> inFront)
            throws Exception {
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.open();
        port = connector.getLocalPort();
        server.addConnector(connector);

        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath("/crm");
        context.getSessionHandler().addEventListener(new HttpSessionListener() {
            @Override
            public void sessionCreated(HttpSessionEvent event) {
                session = event.getSession();
                sessionsCreated.incrementAndGet();
            }

            @Override
            public void sessionDestroyed(HttpSessionEvent event) {
                sessionsDestroyed.incrementAndGet();
            }
        });
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("issuer", provider.issuer());
        settings.put("clientId", TestProvider.CLIENT_ID);
        settings.put("clientSecret", TestProvider.CLIENT_SECRET);
        settings.put("cookieKey", TestProvider.COOKIE_KEY);
        settings.put("appUrl", url(""));
        settings.put("publicPaths", "/public/* /health *.css");
        more.forEach((key, value) -> {
            if (value == null) {
                settings.remove(key);
            } else {
                settings.put(key, value);
            }
        });
        settings.replaceAll((key, value) -> value.replace(SELF, url("")));
        context.addFilter(new FilterHolder(new EagerFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        FilterHolder filter = new FilterHolder(FilterUnderTest.create(clock, limits));
        settings.forEach(filter::setInitParameter);
        inFront.accept(context);
        context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        context.addServlet(new ServletHolder(new Application()), "/*");
        context.addServlet(new ServletHolder(new Application()), "/admin/*");
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(418, "/error-page");
        context.setErrorHandler(errors);
        server.setHandler(context);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + "/crm" + path;
    }

    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Returns what the newest session holds, as a session store would see it. */
    public Map<String, Object> sessionAttributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        Collections.list(session.getAttributeNames()).forEach(name -> {
            if (!name.startsWith("org.eclipse.jetty")) {
                attributes.put(name, session.getAttribute(name));
            }
        });
        return attributes;
    }

    public void setSessionAttribute(String name, Object value) {
        session.setAttribute(name, value);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A filter in front of ours that reads a parameter, and so the body, where a test wants that. */
    private static final class EagerFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (((HttpServletRequest) request).getHeader("Test-Parse-First") != null) {
                request.getParameter("encoding");
            }
            chain.doFilter(request, response);
        }
    }

    /** Prints what it sees of the user, and changes the session where the path says so. */
    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            calls.incrementAndGet();
            if (request.getServletPath().equals("/admin")) {
                adminCalls.incrementAndGet();
            }
            String path = String.valueOf(request.getPathInfo());
            if (path.equals("/public/cart")) {
                request.getSession().setAttribute("cart", "3 books");
            }
            if (path.endsWith("-to-admin")) {
                if (path.contains("write")) {
                    response.getWriter().print("begun");
                }
                if (path.contains("flush")) {
                    response.flushBuffer();
                }
                if (path.contains("dispatch")) {
                    request.startAsync().dispatch("/admin/secret");
                    return;
                }
                try {
                    request.getRequestDispatcher("/admin/secret").forward(request, response);
                } catch (jakarta.servlet.ServletException e) {
                    throw new IOException(e);
                }
                return;
            }
            if (path.equals("/include-logout")) {
                try {
                    request.getRequestDispatcher("/app-logout").include(request, response);
                } catch (jakarta.servlet.ServletException e) {
                    throw new IOException(e);
                }
                response.getWriter().printf("after=%s%n", request.getRemoteUser());
                return;
            }
            if (path.equals("/public/fails")) {
                response.sendError(418);
                return;
            }
            if (path.startsWith("/echo-raw")) {
                byte[] body = request.getInputStream().readAllBytes();
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter()
                        .printf(
                                "%s %s%n%s%n%s %s%n%s%nbody:%s",
                                request.getMethod(),
                                request.getRequestURI(),
                                request.getQueryString(),
                                request.getContentLengthLong(),
                                request.getHeader("Content-Length"),
                                request.getHeader("Content-Type"),
                                Base64.getEncoder().encodeToString(body));
                return;
            }
            if (path.equals("/echo-parameters")) {
                request.setCharacterEncoding("UTF-8");
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter()
                        .print(request.getParameterMap().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                                .sorted()
                                .collect(Collectors.joining("\n")));
                return;
            }
            if (path.equals("/echo-parts")) {
                response.setContentType("text/plain;charset=UTF-8");
                try {
                    for (Part part : request.getParts()) {
                        response.getWriter()
                                .printf(
                                        "%s|%s|%s|%s%n",
                                        part.getName(),
                                        part.getSubmittedFileName(),
                                        part.getContentType(),
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        part.getInputStream().readAllBytes()));
                    }
                } catch (jakarta.servlet.ServletException e) {
                    throw new IOException(e);
                }
                return;
            }
            if (path.equals("/echo-body")) {
                response.getWriter().print("body=" + request.getReader().lines().collect(Collectors.joining("\n")));
                return;
            }
            if (path.equals("/app-logout")) {
                try {
                    request.logout();
                } catch (jakarta.servlet.ServletException e) {
                    throw new IOException(e);
                }
            }
            if (path.equals("/app-invalidate")) {
                request.getSession().invalidate();
            }
            HttpSession session = request.getSession(false);
            SignedInUser attribute = (SignedInUser) request.getAttribute(SignedInUser.ATTRIBUTE);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter()
                    .printf(
                            "path=%s%nquery=%s%nuser=%s%nprincipal=%s%nprincipal.class=%s%nauth=%s%nadmin=%s%nclerk=%s%nname=%s%nsession=%s%ncart=%s%n",
                            request.getRequestURI(),
                            request.getQueryString(),
                            request.getRemoteUser(),
                            request.getUserPrincipal() == null
                                    ? null
                                    : request.getUserPrincipal().getName(),
                            request.getUserPrincipal() == null
                                    ? null
                                    : request.getUserPrincipal().getClass().getSimpleName(),
                            request.getAuthType(),
                            request.isUserInRole("admin"),
                            request.isUserInRole("clerk"),
                            attribute == null ? null : attribute.displayName().orElse(null),
                            session == null ? null : session.getId(),
                            session == null ? null : session.getAttribute("cart"));
        }
    }
}
