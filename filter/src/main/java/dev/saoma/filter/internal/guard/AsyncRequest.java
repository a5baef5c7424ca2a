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
 * A request wrapper that asynchronous processing keeps. With a plain one, the application's thread would get the container's
 * request, which has no user and all headers.
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
     * Returns the container's own dispatcher while processing is asynchronous. GlassFish and Payara get one from the request of
     * an {@code AsyncContext} and cast it to their own class; libraries in front of the filter, such as Spring Session, wrap it
     * in one of theirs.
     */
    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        return dispatcher(this, path, super.getRequestDispatcher(path));
    }

    /**
     * Returns the dispatcher for {@code ours}.
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
        // A forwarded request is one of the container's wrappers, which resolves relative paths in its own way: the
        // outermost dispatcher of the container's class counts.
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
