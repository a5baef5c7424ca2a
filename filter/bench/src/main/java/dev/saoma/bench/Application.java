package dev.saoma.bench;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The application behind the filter: it reads the user's name and does nothing else. */
final class Application implements FilterChain {
    @Nullable
    String user;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
        user = ((HttpServletRequest) request).getRemoteUser();
    }
}
