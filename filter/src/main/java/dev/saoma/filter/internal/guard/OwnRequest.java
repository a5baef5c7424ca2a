package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.session.Identity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that one filter instance has let through; always a wrapper. Whatever runs behind the filter may wrap it and replace
 * the container's session; the user is known by this object, and not by an attribute, which anyone could set.
 */
interface OwnRequest extends HttpServletRequest {
    /** Returns the wrappers of the filter instance that has let it through. */
    RequestWrappers requests();

    /** Returns the user; null for an anonymous request, and after a sign-out. */
    @Nullable
    Identity identity();

    /** Whether the decision still holds in the same dispatch. */
    boolean isCurrent();

    /** Finds the latest request of one filter instance in the chain of wrappers; null if it has not seen the request yet. */
    static @Nullable OwnRequest latestIn(ServletRequest request, RequestWrappers requests) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper) {
            if (inner instanceof OwnRequest && ((OwnRequest) inner).requests() == requests) {
                return (OwnRequest) inner;
            }
            inner = ((ServletRequestWrapper) inner).getRequest();
        }
        return null;
    }

    /**
     * Whether the filter is called for the second time in one dispatch, as happens where it is mapped both in front of
     * everything and at its place in web.xml. The first dispatch of a request begins with the container's own object.
     */
    static boolean isDecided(@Nullable OwnRequest earlier, HttpServletRequest request) {
        return earlier != null && earlier.isCurrent() && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    /** Returns the request that the filter was first called with, whose session is the filter's. */
    default HttpServletRequest original() {
        HttpServletRequest inner = (HttpServletRequest) ((ServletRequestWrapper) this).getRequest();
        OwnRequest earlier = latestIn(inner, requests());
        return earlier == null ? inner : earlier.original();
    }
}
