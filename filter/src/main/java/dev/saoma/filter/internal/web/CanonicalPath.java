package dev.saoma.filter.internal.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The path inside the application that the container dispatches to: decoded once, without path parameters. */
final class CanonicalPath {
    private static final String SESSION_ID = ";jsessionid=";

    private CanonicalPath() {}

    /**
     * The path to match rules on; two where a container has put in the welcome file of a folder, and both have to do. None
     * if the request is not written in canonical form or the container reads it otherwise than we do: such a request is
     * under every rule and never public.
     */
    static List<String> of(String uri, String context, String dispatched) {
        return TargetForm.of(uri) == TargetForm.CANONICAL ? inside(context, uri, dispatched) : Collections.emptyList();
    }

    /**
     * The path to match role rules on where only the {@code ;jsessionid=} of an old link at the very end keeps the request
     * from being canonical; nothing in every other case.
     */
    static List<String> withoutSessionId(String uri, String context, String dispatched) {
        int id = uri.toLowerCase(Locale.ROOT).indexOf(SESSION_ID);
        if (id < 0 || uri.indexOf('/', id) >= 0 || uri.indexOf(';', id + 1) >= 0) {
            return Collections.emptyList();
        }
        String bare = uri.substring(0, id);
        return TargetForm.of(bare) == TargetForm.CANONICAL
                ? inside(context, bare, dispatched)
                : Collections.emptyList();
    }

    /** The path that the container dispatches to, in whatever form it was asked for: no place for decisions on access. */
    static String dispatched(HttpServletRequest request) {
        return join(request.getServletPath(), request.getPathInfo());
    }

    private static List<String> inside(String encodedContext, String uri, String dispatched) {
        String context = TargetForm.decode(encodedContext);
        String target = TargetForm.decode(uri);
        if (context == null || target == null || !target.startsWith(context)) {
            return Collections.emptyList();
        }
        return readings(target.substring(context.length()), dispatched);
    }

    // Tomcat calls filters when it has found the welcome file: "/public/" is dispatched to "/public/index.html".
    static List<String> readings(String target, String dispatched) {
        if (dispatched.equals(target)) {
            return Collections.singletonList(target);
        }
        boolean welcomeFile =
                target.endsWith("/") && dispatched.startsWith(target) && dispatched.indexOf('/', target.length()) < 0;
        return welcomeFile ? Arrays.asList(target, dispatched) : Collections.emptyList();
    }

    /** The path of an include, which the container gives in request attributes. */
    static List<String> ofInclude(HttpServletRequest request) {
        Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
        Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        if (!(servletPath instanceof String)) {
            return Collections.emptyList();
        }
        return Collections.singletonList(join((String) servletPath, (String) pathInfo));
    }

    static String join(String servletPath, @Nullable String pathInfo) {
        return pathInfo == null ? servletPath : servletPath + pathInfo;
    }
}
