package dev.saoma.filter.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The path inside the application that the container dispatches to: decoded once, without path parameters. */
public final class CanonicalPath {
    private CanonicalPath() {}

    /**
     * The path to match rules on, or nothing if the request is not written in canonical form or the container reads it
     * otherwise than we do: such a request is under every rule and never public.
     */
    public static Optional<String> of(HttpServletRequest request) {
        if (TargetForm.of(request.getRequestURI()) != TargetForm.CANONICAL) {
            return Optional.empty();
        }
        String path = join(request.getServletPath(), request.getPathInfo());
        String context = TargetForm.decode(request.getContextPath());
        String target = TargetForm.decode(request.getRequestURI());
        return context != null && (context + path).equals(target) ? Optional.of(path) : Optional.empty();
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
