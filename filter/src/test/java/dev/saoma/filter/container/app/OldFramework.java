package dev.saoma.filter.container.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** A framework that is a filter and responds itself, as Struts does. */
public final class OldFramework implements Filter {
    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getServletPath().concat(String.valueOf(http.getPathInfo())).contains("/order.action")) {
            response.getWriter().print("action for user=" + http.getRemoteUser());
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    public void destroy() {}
}
