package dev.saoma.bench;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A GET of the benchmarks, by a browser without a signed-in user. Methods that no filter under test needs throw exceptions.
 */
abstract class LoopbackGet extends HttpServletRequestWrapper {
    static final String HOST = "localhost";
    static final int PORT = 8080;
    static final String CONTEXT = "/crm";
    static final String APP = "http://" + HOST + ":" + PORT + CONTEXT;

    private static final HttpServletRequest NOTHING = (HttpServletRequest) Proxy.newProxyInstance(
            LoopbackGet.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException("request: " + method.getName());
            });

    private static final HttpServletMapping DEFAULT_SERVLET = new DefaultServlet();

    LoopbackGet() {
        super(NOTHING);
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getServerName() {
        return HOST;
    }

    @Override
    public int getServerPort() {
        return PORT;
    }

    @Override
    public String getRemoteAddr() {
        return "127.0.0.1";
    }

    @Override
    public String getContextPath() {
        return CONTEXT;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return DEFAULT_SERVLET;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public ServletContext getServletContext() {
        return FakeContext.INSTANCE;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return null;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public @Nullable String getAuthType() {
        return null;
    }

    @Override
    public Locale getLocale() {
        return Locale.SIMPLIFIED_CHINESE;
    }

    @Override
    public Enumeration<Locale> getLocales() {
        return Collections.enumeration(Collections.singleton(getLocale()));
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public boolean isRequestedSessionIdFromURL() {
        return false;
    }
}
