package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.net.MalformedURLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    static boolean areAt(HttpServletRequest request, String path) {
        Object servletPath = request.getServletPath();
        Object pathInfo = request.getPathInfo();
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
            pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        }
        ServletContext context = request.getServletContext();
        Set<String> mappings = mappings(context);
        // Some containers report the path of their default servlet as others report that of a servlet at /*.
        boolean byDefault = "".equals(servletPath) && !mappings.isEmpty() && !mappings.contains("/*");
        if (pathInfo != null && !byDefault || mappings.contains(path)) {
            return false;
        }
        return mappings.contains("*" + path.substring(path.lastIndexOf('.'))) || isFile(context, path);
    }

    private static boolean isFile(ServletContext context, String path) {
        String folder = path.toUpperCase(Locale.ROOT);
        if (folder.startsWith("/WEB-INF/") || folder.startsWith("/META-INF/")) {
            return false;
        }
        try {
            return context.getResource(path) != null;
        } catch (MalformedURLException e) {
            return false;
        }
    }

    // Also empty where a container does not report them.
    private static Set<String> mappings(ServletContext context) {
        Set<String> all = new LinkedHashSet<>();
        for (@Nullable ServletRegistration registration : registrations(context)) {
            Collection<String> mappings = registration == null ? null : registration.getMappings();
            if (mappings != null) {
                all.addAll(mappings);
            }
        }
        return all;
    }

    private static Collection<? extends @Nullable ServletRegistration> registrations(ServletContext context) {
        try {
            Map<String, ? extends ServletRegistration> all = context.getServletRegistrations();
            return all == null ? Collections.emptyList() : all.values();
        } catch (UnsupportedOperationException e) {
            return Collections.emptyList();
        }
    }
}
