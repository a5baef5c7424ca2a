package dev.saoma.filter.internal.guard;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A wrapper that asynchronous processing keeps: the plain one gives the application's thread the container's request, which
 * knows no user and has all headers.
 */
abstract class AsyncRequest extends HttpServletRequestWrapper {
    private final HttpServletResponse response;

    AsyncRequest(HttpServletRequest request, HttpServletResponse response) {
        super(request);
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    /**
     * The container's own dispatcher while processing is asynchronous. GlassFish and Payara ask the request of an
     * {@code AsyncContext} for one and cast it to their own class; libraries in front of the filter, such as Spring Session,
     * put one of theirs around it.
     */
    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        return dispatcher(this, path, super.getRequestDispatcher(path));
    }

    /**
     * The dispatcher that {@code ours} returns.
     *
     * @param nearest the one that a plain wrapper would return
     */
    static @Nullable RequestDispatcher dispatcher(
            HttpServletRequestWrapper ours, String path, @Nullable RequestDispatcher nearest) {
        if (nearest == null || !ours.isAsyncStarted()) {
            return nearest;
        }
        ServletRequest innermost = ours.getRequest();
        while (innermost instanceof ServletRequestWrapper) {
            innermost = ((ServletRequestWrapper) innermost).getRequest();
        }
        RequestDispatcher containers = innermost.getRequestDispatcher(path);
        if (containers == null) {
            return nearest;
        }
        // A request that has been forwarded is a wrapper of the container's, which resolves relative paths in its own
        // way:
        // the outermost dispatcher of the container's class counts.
        for (ServletRequest inner = ours.getRequest();
                inner instanceof ServletRequestWrapper;
                inner = ((ServletRequestWrapper) inner).getRequest()) {
            RequestDispatcher dispatcher = inner.getRequestDispatcher(path);
            if (dispatcher != null && dispatcher.getClass() == containers.getClass()) {
                return dispatcher;
            }
        }
        return containers;
    }
}
