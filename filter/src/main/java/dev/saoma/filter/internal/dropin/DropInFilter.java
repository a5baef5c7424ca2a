package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.internal.start.DeployedApplication;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * The filter of an application that declares none. It steps aside for a {@link LoginFilter} that the application's code
 * registers after we have looked; otherwise it refuses every request unless its settings are valid. Thread-safe.
 */
public final class DropInFilter implements Filter {
    private final LoginFilter filter = new LoginFilter();
    private volatile boolean stepsAside;

    /** For the container. */
    public DropInFilter() {}

    @Override
    public void init(FilterConfig config) {
        stepsAside = stepsAside(config);
        if (!stepsAside) {
            filter.init(config);
        }
    }

    private static boolean stepsAside(FilterConfig config) {
        try {
            return DropIn.isReplaced(config)
                    || !DropIn.declared(new DeployedApplication(config.getServletContext()))
                            .isEmpty();
        } catch (Throwable e) { // any failure: the application must not be open
            return false;
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (stepsAside) {
            chain.doFilter(request, response);
        } else {
            filter.doFilter(request, response, chain);
        }
    }

    @Override
    public void destroy() {
        filter.destroy();
    }
}
