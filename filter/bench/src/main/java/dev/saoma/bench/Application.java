package dev.saoma.bench;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What is behind the filter: it asks who is there, and no more. */
final class Application implements FilterChain {
    @Nullable
    String user;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
        user = ((HttpServletRequest) request).getRemoteUser();
    }
}
