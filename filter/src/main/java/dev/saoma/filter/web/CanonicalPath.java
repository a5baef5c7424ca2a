package dev.saoma.filter.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The path inside the application that the container dispatches to: decoded once, without path parameters. */
public final class CanonicalPath {
    private static final String SESSION_ID = ";jsessionid=";

    private CanonicalPath() {}

    /**
     * The path to match rules on, or nothing if the request is not written in canonical form or the container reads it
     * otherwise than we do: such a request is under every rule and never public.
     */
    public static Optional<String> of(HttpServletRequest request) {
        if (TargetForm.of(request.getRequestURI()) != TargetForm.CANONICAL) {
            return Optional.empty();
        }
        return dispatchedIf(request, request.getRequestURI());
    }

    /**
     * The path to match role rules on where only the {@code ;jsessionid=} of an old link at the very end keeps the request
     * from being canonical; nothing in every other case.
     */
    public static Optional<String> withoutSessionId(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int id = uri.toLowerCase(Locale.ROOT).indexOf(SESSION_ID);
        if (id < 0 || uri.indexOf('/', id) >= 0 || uri.indexOf(';', id + 1) >= 0) {
            return Optional.empty();
        }
        String bare = uri.substring(0, id);
        return TargetForm.of(bare) == TargetForm.CANONICAL ? dispatchedIf(request, bare) : Optional.empty();
    }

    /** The path that the container dispatches to, in whatever form it was asked for: no place for decisions on access. */
    static String dispatched(HttpServletRequest request) {
        return join(request.getServletPath(), request.getPathInfo());
    }

    private static Optional<String> dispatchedIf(HttpServletRequest request, String uri) {
        String path = dispatched(request);
        String context = TargetForm.decode(request.getContextPath());
        return context != null && (context + path).equals(TargetForm.decode(uri))
                ? Optional.of(path)
                : Optional.empty();
    }

    /** The path of an include, which the container gives in request attributes. */
    public static Optional<String> ofInclude(HttpServletRequest request) {
        Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
        Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        if (!(servletPath instanceof String)) {
            return Optional.empty();
        }
        return Optional.of(join((String) servletPath, (String) pathInfo));
    }

    private static String join(String servletPath, @Nullable String pathInfo) {
        return pathInfo == null ? servletPath : servletPath + pathInfo;
    }
}
