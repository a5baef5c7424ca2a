package dev.saoma.filter.support;

import dev.saoma.filter.LoginFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A container in memory, any method of which can be made to return null or throw an exception. */
public final class FakeContainer {
    /** What a method does in place of its work. */
    public enum Fault {
        NULL,
        UNSUPPORTED,
        ILLEGAL_STATE,
        SECURITY,
        LINKAGE,
        ERROR;

        private Object happen(Method method) {
            switch (this) {
                case UNSUPPORTED:
                    throw new UnsupportedOperationException(method.getName());
                case ILLEGAL_STATE:
                    throw new IllegalStateException(method.getName());
                case SECURITY:
                    throw new SecurityException(method.getName());
                case LINKAGE:
                    throw new NoClassDefFoundError(method.getName());
                case ERROR:
                    throw new ServiceConfigurationError(method.getName());
                default:
                    return nothing(method.getReturnType());
            }
        }
    }

    public final Map<String, String> initParameters = new LinkedHashMap<>();
    public final Map<String, byte[]> files = new HashMap<>();
    public final Map<String, Object> attributes = new HashMap<>();
    /** Further filters by name, with the names of their classes; mapped to everything. */
    public final Map<String, String> otherFilters = new LinkedHashMap<>();

    public final List<String> mapped = new ArrayList<>();
    public final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    public final ByteArrayOutputStream body = new ByteArrayOutputStream();
    public final AtomicInteger chained = new AtomicInteger();
    public final Set<SessionTrackingMode> sessionTracking = new HashSet<>();
    public String servletVersion = "5.0";
    public DispatcherType dispatch = DispatcherType.REQUEST;
    public boolean declared;
    public int status;

    private Method broken;
    private Fault fault;
    private String brokenFilter;

    public final ServletContext context = fake(ServletContext.class, this::context);
    public final FilterConfig config = fake(FilterConfig.class, this::config);

    /** Breaks one method of one interface. */
    public void breaks(Method method, Fault how) {
        broken = method;
        fault = how;
    }

    /** Breaks one method of the registration of one filter. */
    public void breaksOf(String filter, Method method, Fault how) {
        breaks(method, how);
        brokenFilter = filter;
    }

    public void webXml(String text) {
        file("/WEB-INF/web.xml", text);
    }

    public void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public ServletContextEvent event() {
        return new ServletContextEvent(context);
    }

    /** Sends an anonymous request to the filter. */
    public void request(Filter filter) throws Exception {
        FilterChain chain = (request, response) -> chained.incrementAndGet();
        status = 200;
        headers.clear();
        body.reset();
        filter.doFilter(
                fake(HttpServletRequest.class, this::request), fake(HttpServletResponse.class, this::response), chain);
    }

    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private <T> T fake(Class<T> type, InvocationHandler works) {
        return fake(type, null, works);
    }

    private <T> T fake(Class<T> type, String name, InvocationHandler works) {
        InvocationHandler handler = (proxy, method, arguments) ->
                method.equals(broken) && (brokenFilter == null || brokenFilter.equals(name))
                        ? fault.happen(method)
                        : works.invoke(proxy, method, arguments);
        return type.cast(Proxy.newProxyInstance(FakeContainer.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object context(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "getMajorVersion":
            case "getEffectiveMajorVersion":
                return Integer.valueOf(servletVersion.split("\\.")[0]);
            case "getMinorVersion":
            case "getEffectiveMinorVersion":
                return Integer.valueOf(servletVersion.split("\\.")[1]);
            case "getServerInfo":
                return "fake/1.0";
            case "getResourceAsStream":
                byte[] file = files.get(arguments[0]);
                return file == null ? null : new ByteArrayInputStream(file);
            case "getAttribute":
                return attributes.get(arguments[0]);
            case "setAttribute":
                return attributes.put((String) arguments[0], arguments[1]);
            case "getFilterRegistrations":
                Map<String, FilterRegistration> filters = new LinkedHashMap<>();
                if (declared) {
                    filters.put("saoma", registration());
                }
                otherFilters.forEach((name, type) -> filters.put(name, registration(name, type)));
                return filters;
            case "getFilterRegistration":
                return declared && "saoma".equals(arguments[0]) ? registration() : null;
            case "addFilter":
                return registration();
            case "getEffectiveSessionTrackingModes":
                return sessionTracking;
            default:
                return nothing(method.getReturnType());
        }
    }

    private FilterRegistration.Dynamic registration() {
        return registration("saoma", LoginFilter.class.getName());
    }

    private FilterRegistration.Dynamic registration(String name, String type) {
        return fake(
                FilterRegistration.Dynamic.class,
                name,
                (proxy, method, arguments) -> registration(name, type, method, arguments));
    }

    private Object registration(String name, String type, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "getName":
                return name;
            case "getClassName":
                return type;
            case "getUrlPatternMappings":
                return List.of("/*");
            case "getServletNameMappings":
                return List.of();
            case "getInitParameters":
                return initParameters;
            case "addMappingForUrlPatterns":
                mapped.add(name + " " + arguments[0] + " " + arguments[1] + " "
                        + String.join(",", (String[]) arguments[2]));
                return null;
            default:
                return nothing(method.getReturnType());
        }
    }

    private Object config(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "getFilterName":
                return "saoma";
            case "getServletContext":
                return context;
            case "getInitParameter":
                return initParameters.get(arguments[0]);
            default:
                return Collections.enumeration(initParameters.keySet());
        }
    }

    private Object request(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "getMethod":
                return "GET";
            case "getRequestURI":
                return "/crm/orders/7";
            case "getContextPath":
                return "/crm";
            case "getServletPath":
                return "/orders/7";
            case "getDispatcherType":
                return dispatch;
            case "getServletContext":
                return context;
            case "getHeader":
                return "Accept".equals(arguments[0]) ? "application/json" : null;
            case "getRequestURL":
                return new StringBuffer("https://crm.example.cn/crm/orders/7");
            default:
                return nothing(method.getReturnType());
        }
    }

    private Object response(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "setStatus":
            case "sendError":
                status = (int) arguments[0];
                return null;
            case "setHeader":
            case "addHeader":
                headers.put((String) arguments[0], (String) arguments[1]);
                return null;
            case "setContentType":
                headers.put("Content-Type", (String) arguments[0]);
                return null;
            case "getOutputStream":
                return new Body();
            default:
                return nothing(method.getReturnType());
        }
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == int.class ? 0 : null;
    }

    /** Whether a mapping for all paths names all kinds of dispatches. */
    public boolean coversEverything() {
        return mapped.contains("saoma " + EnumSet.allOf(DispatcherType.class) + " false /*");
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
