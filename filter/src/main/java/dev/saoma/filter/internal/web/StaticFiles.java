package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Distinguishes files from paths that only end like one: {@code *.css} as a public path means style sheets, and not the order
 * that a servlet at {@code /orders/*} shows under {@code /orders/7.css}.
 *
 * @see "Servlet 5.0, 12.1 and 3.6"
 */
final class StaticFiles {
    private StaticFiles() {}

    /**
     * Whether a pattern like {@code *.css} may open a canonical path that ends so: if a servlet is mapped to exactly that
     * pattern, or if it is a file of the application and no servlet is mapped to it or to a folder above it.
     */
    static boolean areAt(HttpServletRequest request, String path, ApplicationFiles files) {
        Object servletPath = request.getServletPath();
        Object pathInfo = request.getPathInfo();
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
            pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        }
        Set<String> mappings = files.servletMappings();
        // Some containers report the path of their default servlet as others report that of a servlet at /*.
        boolean byDefault = "".equals(servletPath) && !mappings.isEmpty() && !mappings.contains("/*");
        if (pathInfo != null && !byDefault || mappings.contains(path)) {
            return false;
        }
        return mappings.contains("*" + path.substring(path.lastIndexOf('.'))) || isFile(files, path);
    }

    private static boolean isFile(ApplicationFiles files, String path) {
        String folder = path.toUpperCase(Locale.ROOT);
        return !folder.startsWith("/WEB-INF/") && !folder.startsWith("/META-INF/") && files.hasFile(path);
    }
}
