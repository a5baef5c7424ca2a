package dev.saoma.filter.container.app;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A library that answers by itself, in a filter that its initializer or its listener maps in front of all others. */
public final class LateFilter implements Filter {
    private static void register(ServletContext context, String name) {
        context.addFilter(name, new LateFilter())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getRequestURI().endsWith("/late")) {
            response.getWriter().print("late for user=" + http.getRemoteUser());
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    public void destroy() {}

    /** Called after the drop-in jar's, or before it. */
    public static final class Initializer implements ServletContainerInitializer {
        @Override
        public void onStartup(Set<Class<?>> classes, ServletContext context) {
            register(context, "late-by-initializer");
        }
    }

    /** Called after the drop-in jar's. */
    public static final class Listener implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            register(event.getServletContext(), "late-by-listener");
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }
}
