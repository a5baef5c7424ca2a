package dev.saoma.filter.container.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;

/**
 * The part of Spring Security that implements request.logout(): it ends the session without calling a filter in front of it.
 */
public final class SpringLogout implements Filter {
    private final SecurityContextHolderAwareRequestFilter spring = new SecurityContextHolderAwareRequestFilter();

    @Override
    public void init(FilterConfig config) throws ServletException {
        spring.setLogoutHandlers(List.of(new SecurityContextLogoutHandler()));
        spring.afterPropertiesSet();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        spring.doFilter(request, response, chain);
    }

    @Override
    public void destroy() {}
}
