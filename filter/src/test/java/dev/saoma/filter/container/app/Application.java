package dev.saoma.filter.container.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An old application: prints what it sees of the user, and does what the path says. It runs in the web application's class
 * loader, so a test only sees what it prints.
 */
public final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicInteger ADMIN_CALLS = new AtomicInteger();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean admin = getServletName().equals("admin");
        Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        String path = admin ? "/admin" : String.valueOf(included == null ? request.getPathInfo() : included);
        if (path.equals("/public/counters")) {
            response.getWriter()
                    .printf(
                            "calls=%s%nadminCalls=%s%nsessionsCreated=%s%nsessionsDestroyed=%s%n",
                            CALLS, ADMIN_CALLS, SessionCounter.CREATED, SessionCounter.DESTROYED);
            return;
        }
        CALLS.incrementAndGet();
        switch (path) {
            case "/admin":
                ADMIN_CALLS.incrementAndGet();
                facts(request, response);
                break;
            case "/public/cart":
                request.getSession().setAttribute("cart", "3 books");
                facts(request, response);
                break;
            case "/app-logout":
                request.logout();
                facts(request, response);
                break;
            case "/cors":
                cors(request, response);
                break;
            case "/cors-all":
                callAll(HttpServletRequest.class, request);
                callAll(HttpServletResponse.class, response);
                response.setHeader("Access-Control-Allow-Origin", "https://shop.example");
                break;
            case "/echo-raw":
                echoRaw(request, response);
                break;
            case "/echo":
                echo(request, response);
                break;
            case "/fails":
            case "/public/fails":
                response.sendError(418);
                break;
            case "/throws":
                throw new IllegalStateException("the application's own fault");
            case "/forward":
            case "/public/forward":
                request.getRequestDispatcher("/admin/secret").forward(request, response);
                break;
            case "/public/view":
                request.getRequestDispatcher("/WEB-INF/view").forward(request, response);
                break;
            case "/forward-to-other":
                other(request).forward(request, response);
                break;
            case "/include-of-other":
                other(request).include(request, response);
                break;
            case "/include":
            case "/public/include":
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().println("begun");
                request.getRequestDispatcher("/admin/secret").include(request, response);
                response.getWriter().println("ended");
                break;
            case "/async":
            case "/public/async":
                AsyncContext async = request.startAsync();
                async.start(() -> async.dispatch("/admin/secret"));
                break;
            case "/async-now":
                request.startAsync().dispatch("/admin/secret");
                break;
            case "/async-wrapped":
                request.startAsync(request, response).dispatch("/admin/secret");
                break;
            default:
                facts(request, response);
        }
    }

    private RequestDispatcher other(HttpServletRequest request) {
        return getServletContext().getContext(request.getParameter("context")).getRequestDispatcher("/public/x");
    }

    private static void facts(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        Principal principal = request.getUserPrincipal();
        Object user = request.getAttribute("dev.saoma.filter.SignedInUser");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .printf(
                        "path=%s%nquery=%s%nuser=%s%nprincipal=%s%nprincipal.class=%s%nauth=%s%nadmin=%s%nclerk=%s%nattribute=%s%nwho=%s%n"
                                + "session=%s%ncart=%s%ndispatch=%s%n",
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getRemoteUser(),
                        principal == null ? null : principal.getName(),
                        principal == null ? null : principal.getClass().getSimpleName(),
                        request.getAuthType(),
                        request.isUserInRole("admin"),
                        request.isUserInRole("clerk"),
                        user != null,
                        request.getAttribute("who"),
                        session == null ? null : session.getId(),
                        session == null ? null : session.getAttribute("cart"),
                        request.getDispatcherType());
    }

    // As careless as possible: the same work and the same response whatever the method is.
    private static void cors(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
        response.setIntHeader("Access-Control-Max-Age", 60);
        response.addHeader("Vary", "Origin");
        response.setHeader("X-Secret", "of " + request.getRequestURI());
        response.addCookie(new Cookie("basket", "3"));
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().printf("secret, query=%s, id=%s", request.getQueryString(), request.getParameter("id"));
        response.flushBuffer();
    }

    // Calls every method of this container's version of the servlet API, with arguments that must leave no trace.
    private static void callAll(Class<?> type, Object object) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("sendError") || method.getName().equals("flushBuffer")) {
                continue; // The response would end here.
            }
            try {
                method.invoke(
                        object,
                        Arrays.stream(method.getParameterTypes())
                                .map(Application::argument)
                                .toArray());
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // It may well refuse.
            }
        }
    }

    private static Object argument(Class<?> type) {
        if (type == String.class) {
            return "leak";
        }
        if (type == int.class) {
            return 201;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Cookie.class) {
            return new Cookie("leak", "leak");
        }
        if (type == Locale.class) {
            return Locale.FRANCE;
        }
        return type == Supplier.class ? (Supplier<Map<String, String>>) () -> Map.of("leak", "leak") : null;
    }

    private static void echoRaw(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = request.getInputStream()) {
            for (int read; (read = in.read(buffer)) > 0; ) {
                body.write(buffer, 0, read);
            }
        }
        response.getWriter()
                .printf(
                        "%s %s?%s|%s|%s",
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType(),
                        Base64.getEncoder().encodeToString(body.toByteArray()));
    }

    // Reads the raw bytes: a filter that had read parameters would have consumed them.
    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String encoding = request.getCharacterEncoding();
        request.setCharacterEncoding("GBK");
        try (InputStream in = request.getInputStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().printf("encoding=%s%ntype=%s%nbody=%s%n", encoding, request.getContentType(), body);
        }
    }
}
