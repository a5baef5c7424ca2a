package dev.saoma.filter.internal.dropin;

import dev.saoma.filter.internal.web.RefusalPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Refuses every request of an application that has the jar for the other servlet API. See {@link OtherApiInitializer}.
 * Thread-safe.
 */
public final class OtherApiFilter implements Filter {
    /** For the container. */
    public OtherApiFilter() {}

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest && response instanceof HttpServletResponse)) {
            throw new ServletException("the Saoma sign-in filter is for another servlet API");
        }
        if (request.getDispatcherType() == DispatcherType.INCLUDE || response.isCommitted()) {
            return;
        }
        RefusalPage page = RefusalPage.of(((HttpServletRequest) request).getHeader("Accept-Language"));
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.resetBuffer();
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        page.headers().forEach(answer::setHeader);
        answer.setContentType(RefusalPage.CONTENT_TYPE);
        byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
        answer.setContentLength(body.length);
        try {
            answer.getOutputStream().write(body);
        } catch (IllegalStateException e) {
            answer.getWriter().write(page.html());
        }
    }

    @Override
    public void destroy() {}
}
