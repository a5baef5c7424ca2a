package dev.saoma.filter.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A browser's question whether a script of another origin may send a request. It never carries cookies, so nobody could ever
 * be signed in for it, and only the application knows the answer: it is let through to a protected path, but bare. The
 * application sees neither query nor parameters, and {@link PreflightResponse} takes everything out of the answer but the
 * headers that answer the question: there are applications that do the same work whatever the method is.
 *
 * @see "Fetch Standard, CORS-preflight fetch"
 */
public final class Preflight extends HttpServletRequestWrapper {
    /** The question as the application may see it. */
    public Preflight(HttpServletRequest request) {
        super(request);
    }

    /** Whether this is one, and nothing besides: what browsers do not send with the question makes it none. */
    public static boolean is(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null
                && request.getHeader("Cookie") == null
                && request.getHeader("Authorization") == null
                && request.getHeader("Transfer-Encoding") == null
                && request.getContentLengthLong() <= 0
                && TargetForm.of(request.getRequestURI()) == TargetForm.CANONICAL;
    }

    /** The response for the application: the bare one if the request is one of these, or holds one. */
    public static HttpServletResponse answer(HttpServletRequest request, HttpServletResponse response) {
        return "OPTIONS".equals(request.getMethod()) && isIn(request) ? new PreflightResponse(response) : response;
    }

    // A wrapper is none for itself.
    private static boolean isIn(HttpServletRequest request) {
        return request instanceof Preflight
                || request instanceof HttpServletRequestWrapper
                        && ((HttpServletRequestWrapper) request).isWrapperFor(Preflight.class);
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.emptyMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    /** No: {@code startAsync()} can get around the bare answer. */
    @Override
    public boolean isAsyncSupported() {
        return false;
    }

    @Override
    public AsyncContext startAsync() {
        throw notHere();
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        throw notHere();
    }

    private static IllegalStateException notHere() {
        return new IllegalStateException("no asynchronous work in a CORS preflight of nobody");
    }
}
