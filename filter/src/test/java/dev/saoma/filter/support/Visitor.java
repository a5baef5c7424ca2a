package dev.saoma.filter.support;

import dev.saoma.filter.FilterSettings;
import dev.saoma.filter.FilterUnderTest;
import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.UserMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A browser at one filter, without a container: requests, responses and one session in memory. */
public final class Visitor implements AutoCloseable {
    public static final String APP = "http://localhost:8080/crm";

    private final LoginFilter filter;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Session session;
    private Visit latest;

    public Visitor(Map<String, String> settings, Clock clock, UserMapper mapper) throws Exception {
        FakeContainer container = new FakeContainer();
        container.initParameters.putAll(settings);
        filter = FilterUnderTest.create(FilterSettings.of(settings), mapper, clock);
        filter.init(container.config);
    }

    public Visit visit(String path) throws Exception {
        return visit(path, request -> {});
    }

    public Visit visit(String path, Consumer<Visit> change) throws Exception {
        Visit visit = new Visit();
        visit.path(path);
        visit.headers.put("Accept", "text/html");
        visit.headers.put("Sec-Fetch-Mode", "navigate");
        visit.headers.put("Sec-Fetch-Dest", "document");
        change.accept(visit);
        return send(visit, visit.request());
    }

    /** Sends a request that the application got through the filter again, as a dispatch does. */
    public Visit again(HttpServletRequest passed, Consumer<Visit> change) throws Exception {
        Visit visit = latest;
        visit.application = null;
        change.accept(visit);
        return send(visit, passed);
    }

    /** Signs in at the provider, and follows all redirects. */
    public void signIn() throws Exception {
        Visit first = visit("/orders/7");
        URI callback = URI.create(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(first.header("Location")))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow());
        visit("/saoma/callback", request -> request.query = callback.getRawQuery());
    }

    private Visit send(Visit visit, HttpServletRequest request) throws Exception {
        latest = visit;
        FilterChain chain = (passed, response) -> visit.application = (HttpServletRequest) passed;
        filter.doFilter(request, visit.response(), chain);
        return visit;
    }

    @Override
    public void close() {
        filter.destroy();
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Visitor.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == int.class ? 0 : null;
    }

    private final class Session {
        private final Map<String, Object> attributes = new HashMap<>();
        private final HttpSession proxy = fake(HttpSession.class, this::call);

        private Object call(Object self, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getId" -> "id-" + System.identityHashCode(this);
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                case "removeAttribute" -> attributes.remove(arguments[0]);
                case "getAttributeNames" -> Collections.enumeration(List.copyOf(attributes.keySet()));
                case "getMaxInactiveInterval" -> 1800;
                case "invalidate" -> {
                    session = null;
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(this);
                case "equals" -> self == arguments[0];
                default -> nothing(method);
            };
        }
    }

    /** One request and its outcome. */
    public final class Visit {
        public final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        public DispatcherType dispatch = DispatcherType.REQUEST;
        public boolean sessionIdFromUrl;
        public String query;
        public String failsAt = "";
        public int status = 200;
        /** The request that the application got; null if it got none. */
        public HttpServletRequest application;

        private final Map<String, Object> attributes = new HashMap<>();
        private final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private String path = "/";

        public void path(String within) {
            path = within;
        }

        public boolean reached() {
            return application != null;
        }

        public String user() {
            return application.getRemoteUser();
        }

        public String header(String name) {
            return answered.get(name);
        }

        private HttpServletRequest request() {
            return fake(HttpServletRequest.class, this::onRequest);
        }

        private HttpServletResponse response() {
            return fake(HttpServletResponse.class, this::onResponse);
        }

        private Object onRequest(Object self, Method method, Object[] arguments) {
            if (method.getName().equals(failsAt)) {
                throw new IllegalStateException(failsAt);
            }
            return switch (method.getName()) {
                case "getMethod" -> "GET";
                case "getRequestURI" -> "/crm" + path;
                case "getContextPath" -> "/crm";
                case "getServletPath" -> path.replaceFirst(";.*", "");
                case "getQueryString" -> query;
                case "getRequestURL" -> new StringBuffer("http://localhost:8080/crm" + path);
                case "getScheme" -> "http";
                case "getServerName" -> "localhost";
                case "getServerPort" -> 8080;
                case "getRemoteAddr" -> "127.0.0.1";
                case "getDispatcherType" -> dispatch;
                case "isRequestedSessionIdFromURL" -> sessionIdFromUrl;
                case "getHeader" -> header(headers(), (String) arguments[0]);
                case "getHeaders" -> {
                    String value = header(headers(), (String) arguments[0]);
                    yield Collections.enumeration(value == null ? List.of() : List.of(value));
                }
                case "getHeaderNames" -> Collections.enumeration(headers().keySet());
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                case "removeAttribute" -> attributes.remove(arguments[0]);
                case "getAttributeNames" -> Collections.enumeration(List.copyOf(attributes.keySet()));
                case "getSession" -> session(arguments == null || (boolean) arguments[0]);
                case "changeSessionId" -> "changed";
                case "hashCode" -> System.identityHashCode(this);
                case "equals" -> self == arguments[0];
                default -> nothing(method);
            };
        }

        private Map<String, String> headers() {
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(headers);
            if (!cookies.isEmpty()) {
                StringBuilder line = new StringBuilder();
                cookies.forEach(
                        (name, value) -> line.append(line.isEmpty() ? "" : "; ").append(name + "=" + value));
                all.put("Cookie", line.toString());
            }
            return all;
        }

        private static String header(Map<String, String> all, String name) {
            return all.get(name);
        }

        private HttpSession session(boolean create) {
            if (session == null && create) {
                session = new Session();
            }
            return session == null ? null : session.proxy;
        }

        private Object onResponse(Object self, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "setStatus", "sendError" -> status = (int) arguments[0];
                case "sendRedirect" -> {
                    status = 302;
                    answered.put("Location", (String) arguments[0]);
                }
                case "setHeader", "addHeader" -> head((String) arguments[0], (String) arguments[1]);
                case "getHeader" -> {
                    return answered.get(arguments[0]);
                }
                case "getStatus" -> {
                    return status;
                }
                case "getOutputStream" -> {
                    return new Body();
                }
                case "getWriter" -> {
                    return new PrintWriter(body);
                }
                default -> {
                    return nothing(method);
                }
            }
            return null;
        }

        private void head(String name, String value) {
            if (name.equalsIgnoreCase("Set-Cookie")) {
                String pair = value.split(";", 2)[0];
                int equals = pair.indexOf('=');
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            } else {
                answered.put(name, value);
            }
        }

        private final class Body extends ServletOutputStream {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        }
    }
}
