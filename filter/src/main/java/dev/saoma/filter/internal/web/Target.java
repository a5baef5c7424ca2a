package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request, determined once when it arrives: the form of its address, the path that rules are matched on, and
 * whether it is an endpoint of the filter. Immutable.
 */
public final class Target {
    private static final String SESSION_ID = ";jsessionid=";

    private final String uri;
    private final String context;
    private final String servletPath;
    private final @Nullable String pathInfo;
    private final TargetForm form;
    private final @Nullable String own;
    private final @Nullable List<String> included;
    // Computed on demand, by any thread, with the same result.
    private @Nullable List<String> requested;

    private Target(HttpServletRequest request, boolean include, String ownPrefix) {
        this.uri = request.getRequestURI();
        this.context = request.getContextPath();
        this.servletPath = request.getServletPath();
        this.pathInfo = request.getPathInfo();
        this.form = TargetForm.of(uri);
        boolean fromClient = request.getDispatcherType() == DispatcherType.REQUEST;
        this.own = form == TargetForm.CANONICAL && fromClient ? Addresses.own(uri, context, ownPrefix) : null;
        this.included = include ? ofInclude(request) : null;
    }

    /** @param ownPrefix prefix of the filter's own addresses, inside the application */
    static Target of(HttpServletRequest request, String ownPrefix) {
        return new Target(request, request.getDispatcherType() == DispatcherType.INCLUDE, ownPrefix);
    }

    /** Whether a client's request with that address has the same target. */
    boolean isOf(String address, HttpServletRequest request) {
        return uri.equals(address)
                && Objects.equals(servletPath, request.getServletPath())
                && Objects.equals(pathInfo, request.getPathInfo())
                && context.equals(request.getContextPath());
    }

    String uri() {
        return uri;
    }

    /** Returns the form of the address. */
    public TargetForm form() {
        return form;
    }

    /**
     * Returns the name of the filter's endpoint that a client addresses in canonical form; null if it addresses the
     * application.
     */
    public @Nullable String own() {
        return own;
    }

    /**
     * Returns the paths to match rules on, for an include the included one. There are two if the container has added the
     * welcome file of a folder; both have to be allowed. There is none if the target is ambiguous: it is under every rule and
     * never public.
     */
    public List<String> paths() {
        return included == null ? requested() : included;
    }

    /** Whether the requested page, whatever it includes, is that path or below it. */
    public boolean isAt(String page) {
        List<String> paths = requested();
        return !paths.isEmpty() && paths.stream().allMatch(path -> path.equals(page) || path.startsWith(page + "/"));
    }

    /**
     * Returns the path if only the session id of an old link at the very end keeps it from being canonical; else none.
     */
    List<String> withoutSessionId() {
        return withoutSessionId(uri, context, join(servletPath, pathInfo));
    }

    private List<String> requested() {
        List<String> known = requested;
        if (known == null) {
            known = form == TargetForm.CANONICAL
                    ? paths(uri, context, join(servletPath, pathInfo))
                    : Collections.emptyList();
            requested = known;
        }
        return known;
    }

    /**
     * Returns the paths to match rules on: two where a container has added the welcome file of a folder, and none if the
     * request is not in canonical form or the container reads it differently from us.
     */
    private static List<String> paths(String uri, String context, String dispatched) {
        return TargetForm.of(uri) == TargetForm.CANONICAL ? inside(context, uri, dispatched) : Collections.emptyList();
    }

    /**
     * Returns the path to match role rules on where only the {@code ;jsessionid=} of an old link at the very end keeps the
     * request from being canonical; else none.
     */
    private static List<String> withoutSessionId(String uri, String context, String dispatched) {
        int id = uri.toLowerCase(Locale.ROOT).indexOf(SESSION_ID);
        if (id < 0 || uri.indexOf('/', id) >= 0 || uri.indexOf(';', id + 1) >= 0) {
            return Collections.emptyList();
        }
        String bare = uri.substring(0, id);
        return TargetForm.of(bare) == TargetForm.CANONICAL
                ? inside(context, bare, dispatched)
                : Collections.emptyList();
    }

    /**
     * Returns the path that the container dispatches to, in whatever form it was requested: not a basis for decisions on
     * access.
     */
    static String dispatched(HttpServletRequest request) {
        return join(request.getServletPath(), request.getPathInfo());
    }

    private static List<String> inside(String encodedContext, String uri, String dispatched) {
        String context = TargetForm.decode(encodedContext);
        String target = TargetForm.decode(uri);
        if (context == null || target == null || !target.startsWith(context)) {
            return Collections.emptyList();
        }
        return readings(target.substring(context.length()), dispatched);
    }

    // Tomcat calls filters when it has found the welcome file: "/public/" is dispatched to "/public/index.html".
    static List<String> readings(String target, String dispatched) {
        if (dispatched.equals(target)) {
            return Collections.singletonList(target);
        }
        boolean welcomeFile =
                target.endsWith("/") && dispatched.startsWith(target) && dispatched.indexOf('/', target.length()) < 0;
        return welcomeFile ? Arrays.asList(target, dispatched) : Collections.emptyList();
    }

    /** Returns the path of an include, which is in request attributes. */
    static List<String> ofInclude(HttpServletRequest request) {
        Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
        Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        if (!(servletPath instanceof String)) {
            return Collections.emptyList();
        }
        return Collections.singletonList(join((String) servletPath, (String) pathInfo));
    }

    private static String join(String servletPath, @Nullable String pathInfo) {
        return pathInfo == null ? servletPath : servletPath + pathInfo;
    }

    /**
     * Determines the targets of requests, and caches some canonical ones: frequent addresses are compared as a whole, which is
     * several times as fast as looking at each character, and allocates nothing. Thread-safe.
     *
     * <p>The cache is bounded, about 100 KB, and shared without locks: a target that another thread's has replaced is only
     * determined again.
     */
    public static final class Finder {
        private static final int PLACES = 256;
        private static final int MAX_LENGTH = 128;

        private final String ownPrefix;
        private final Target[] canonical = new Target[PLACES];

        /** @param addresses which of them are the filter's own */
        public Finder(Addresses addresses) {
            this.ownPrefix = addresses.prefix();
        }

        /** Returns the target of a request in this dispatch. */
        public Target of(HttpServletRequest request) {
            if (request.getDispatcherType() != DispatcherType.REQUEST) {
                return Target.of(request, ownPrefix);
            }
            String uri = request.getRequestURI();
            int place = place(uri);
            Target known = canonical[place];
            if (known != null && known.isOf(uri, request)) {
                return known;
            }
            Target target = Target.of(request, ownPrefix);
            if (target.form() == TargetForm.CANONICAL && uri.length() <= MAX_LENGTH) {
                canonical[place] = target;
            }
            return target;
        }

        // Not the hash code: that looks at each character too.
        private static int place(String path) {
            int length = path.length();
            if (length < 4) {
                return length;
            }
            int end = path.charAt(length - 1) + 31 * path.charAt(length - 2) + 7 * path.charAt(length / 2);
            return (end + length) % PLACES;
        }
    }
}
