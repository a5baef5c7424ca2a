package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, judged once when it arrives: how its address is written, the path that rules are matched on, and
 * whether it is an address of the filter's own. Immutable.
 */
public final class Target {
    private final String uri;
    private final String context;
    private final String servletPath;
    private final @Nullable String pathInfo;
    private final TargetForm form;
    private final @Nullable String own;
    private final @Nullable List<String> included;
    // Found out when it is asked for, by whichever thread; all find the same.
    private @Nullable List<String> requested;

    private Target(HttpServletRequest request, boolean include, String ownPrefix) {
        this.uri = request.getRequestURI();
        this.context = request.getContextPath();
        this.servletPath = request.getServletPath();
        this.pathInfo = request.getPathInfo();
        this.form = TargetForm.of(uri);
        boolean fromClient = request.getDispatcherType() == DispatcherType.REQUEST;
        this.own = form == TargetForm.CANONICAL && fromClient ? Addresses.own(uri, context, ownPrefix) : null;
        this.included = include ? CanonicalPath.ofInclude(request) : null;
    }

    /** @param ownPrefix what the filter's own addresses begin with, inside the application */
    static Target of(HttpServletRequest request, String ownPrefix) {
        return new Target(request, request.getDispatcherType() == DispatcherType.INCLUDE, ownPrefix);
    }

    /** Whether a request of a client with that address asks for the same. */
    boolean isOf(String address, HttpServletRequest request) {
        return uri.equals(address)
                && Objects.equals(servletPath, request.getServletPath())
                && Objects.equals(pathInfo, request.getPathInfo())
                && context.equals(request.getContextPath());
    }

    String uri() {
        return uri;
    }

    /** How the address is written. */
    public TargetForm form() {
        return form;
    }

    /** Name of the filter's own address that a client asks for in canonical form; null if it is the application's. */
    public @Nullable String own() {
        return own;
    }

    /**
     * The path to match rules on: of an include the included one. Two where the container has put in the welcome file of a
     * folder, and both have to do. None if it can be read in two ways: such a target is under every rule and never public.
     */
    public List<String> paths() {
        return included == null ? requested() : included;
    }

    /** Whether the page that was asked for, whatever it includes, is that path or below it. */
    public boolean isAt(String page) {
        List<String> paths = requested();
        return !paths.isEmpty() && paths.stream().allMatch(path -> path.equals(page) || path.startsWith(page + "/"));
    }

    /** The path that only the session id of an old link at the very end keeps from being canonical; none in any other case. */
    List<String> withoutSessionId() {
        return CanonicalPath.withoutSessionId(uri, context, CanonicalPath.join(servletPath, pathInfo));
    }

    private List<String> requested() {
        List<String> known = requested;
        if (known == null) {
            known = form == TargetForm.CANONICAL
                    ? CanonicalPath.of(uri, context, CanonicalPath.join(servletPath, pathInfo))
                    : Collections.emptyList();
            requested = known;
        }
        return known;
    }
}
