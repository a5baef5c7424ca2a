package dev.saoma.filter.internal.guard;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What containers ask of the request of an {@code AsyncContext}. GlassFish and Payara ask it for a dispatcher and cast that to
 * their own class; libraries in front of the filter, such as Spring Session, put one of theirs around it.
 */
final class AsyncDispatch {
    private AsyncDispatch() {}

    /**
     * The dispatcher that a wrapper of ours answers: the container's own while processing is asynchronous.
     *
     * @param nearest the one that it would have answered
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
