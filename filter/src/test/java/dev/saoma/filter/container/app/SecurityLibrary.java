package dev.saoma.filter.container.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;

/**
 * Shows the application its own principal for the user that it finds, as Spring Security does, if a header asks for it.
 */
public final class SecurityLibrary implements Filter {
    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        chain.doFilter(http.getHeader("Test-Library") == null ? http : new Wrapper(http), response);
    }

    @Override
    public void destroy() {}

    private static final class Wrapper extends HttpServletRequestWrapper {
        Wrapper(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            String user = getRemoteUser();
            return user == null ? null : new Authenticated(user);
        }
    }

    private static final class Authenticated implements Principal {
        private final String name;

        Authenticated(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
