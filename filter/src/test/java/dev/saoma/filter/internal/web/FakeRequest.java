package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a request to the application {@code /crm} that access rules look at. */
final class FakeRequest {
    private final Map<String, Object> attributes = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private final Set<String> roles = new HashSet<>();
    private List<String> mappings = List.of("/");
    private DispatcherType dispatch = DispatcherType.REQUEST;
    private String context = "/crm";
    private final String uri;
    private String servletPath;
    private @Nullable String pathInfo;

    private FakeRequest(String uri, String servletPath) {
        this.uri = uri;
        this.servletPath = servletPath;
    }

    /** Requests a path of the application, which is dispatched as written. */
    static FakeRequest to(String path) {
        return new FakeRequest("/crm" + path, path);
    }

    /** Requests the path, and is dispatched to the servlet path and path info. */
    static FakeRequest dispatched(String path, String servletPath, @Nullable String pathInfo) {
        FakeRequest request = new FakeRequest("/crm" + path, servletPath);
        request.pathInfo = pathInfo;
        return request;
    }

    /** Requests an address as written, in the root application. */
    static FakeRequest written(String uri) {
        return new FakeRequest(uri, uri).context("");
    }

    /** Returns its target. */
    Target target() {
        return Target.of(make(), "/saoma/");
    }

    FakeRequest context(String path) {
        context = path;
        return this;
    }

    FakeRequest by(DispatcherType type) {
        dispatch = type;
        return this;
    }

    FakeRequest including(String path, @Nullable String info) {
        attributes.put(RequestDispatcher.INCLUDE_SERVLET_PATH, path);
        attributes.put(RequestDispatcher.INCLUDE_PATH_INFO, info);
        return by(DispatcherType.INCLUDE);
    }

    FakeRequest role(String... names) {
        roles.addAll(Arrays.asList(names));
        return this;
    }

    FakeRequest files(String... paths) {
        files.addAll(Arrays.asList(paths));
        return this;
    }

    FakeRequest servletsAt(String... patterns) {
        mappings = List.of(patterns);
        return this;
    }

    HttpServletRequest make() {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getRequestURI" -> uri;
            case "getContextPath" -> context;
            case "getServletPath" -> servletPath;
            case "getPathInfo" -> pathInfo;
            case "getDispatcherType" -> dispatch;
            case "getAttribute" -> attributes.get(arguments[0]);
            case "isUserInRole" -> roles.contains(arguments[0]);
            case "getServletContext" -> application();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private ServletContext application() {
        ServletRegistration servlet = fake(ServletRegistration.class, (proxy, method, arguments) -> mappings);
        return fake(ServletContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getServletRegistrations" -> Map.of("servlet", servlet);
            case "getResource" -> resource((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private @Nullable Object resource(String path) throws MalformedURLException {
        return files.contains(path) ? URI.create("file:/war" + path).toURL() : null;
    }

    private static <T> T fake(Class<T> type, InvocationHandler works) {
        return type.cast(Proxy.newProxyInstance(FakeRequest.class.getClassLoader(), new Class<?>[] {type}, works));
    }
}
