package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The access rules of paths: which need no sign-in, which are for programs, which need a role. Immutable.
 *
 * <p>A path that is public and under a role rule follows the more specific of the two patterns, and the rule when they are
 * equally specific: {@code *.css} opens nothing under {@code /admin/*}. And it opens {@linkplain StaticFiles files} only.
 */
public final class AccessRules {
    /** Containers serve nothing from here to a browser: only a request that was let through can be dispatched here. */
    private static final String INTERNAL = "/WEB-INF/";

    private final PathPatterns publicPaths;
    private final PathPatterns apiPaths;
    private final RoleRules roles;
    private final Function<HttpServletRequest, ApplicationFiles> files;

    /** Creates the rules of these patterns. Until they know {@linkplain #withFiles files}, no extension opens any. */
    public AccessRules(PathPatterns publicPaths, PathPatterns apiPaths, RoleRules roles) {
        this(publicPaths, apiPaths, roles, request -> ApplicationFiles.NONE);
    }

    private AccessRules(
            PathPatterns publicPaths,
            PathPatterns apiPaths,
            RoleRules roles,
            Function<HttpServletRequest, ApplicationFiles> files) {
        this.publicPaths = Objects.requireNonNull(publicPaths, "publicPaths");
        this.apiPaths = Objects.requireNonNull(apiPaths, "apiPaths");
        this.roles = Objects.requireNonNull(roles, "roles");
        this.files = Objects.requireNonNull(files, "files");
    }

    /** Returns the same rules with the files of the application that a request is dispatched to. */
    public AccessRules withFiles(Function<HttpServletRequest, ApplicationFiles> known) {
        return new AccessRules(publicPaths, apiPaths, roles, known);
    }

    private boolean isPublic(HttpServletRequest request, String path) {
        return isPublic(path)
                && (!publicPaths.isByExtension(path) || StaticFiles.areAt(request, path, files.apply(request)));
    }

    /** Whether only {@code *.extension} would open the target, but does not, because it is not a file. */
    public boolean isNoFile(Target target, HttpServletRequest request) {
        return target.paths().stream().anyMatch(path -> isPublic(path) && !isPublic(request, path));
    }

    /** Whether a canonical path needs no sign-in, provided that it is a file where its extension decides. */
    public boolean isPublic(String path) {
        int open = publicPaths.rank(path);
        return open != PathPatterns.Values.NONE && open > roles.rank(path);
    }

    /** Whether the target needs no sign-in; false for every ambiguous target. */
    public boolean isPublic(Target target, HttpServletRequest request) {
        List<String> paths = target.paths();
        return !paths.isEmpty()
                && paths.stream().allMatch(path -> isPublic(request, path) || isInternal(request, path));
    }

    private static boolean isInternal(HttpServletRequest request, String path) {
        DispatcherType dispatch = request.getDispatcherType();
        return (dispatch == DispatcherType.FORWARD || dispatch == DispatcherType.INCLUDE) && path.startsWith(INTERNAL);
    }

    /** Whether the target belongs to an API, which never responds with a redirect. */
    public boolean isApi(HttpServletRequest request) {
        return apiPaths.matches(Target.dispatched(request));
    }

    /** Whether the user of a request has a role that the target requires. Error pages require none. */
    public boolean permit(Target target, HttpServletRequest request) {
        if (roles.isEmpty() || request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        List<String> paths = target.paths();
        if (paths.isEmpty()) {
            paths = target.withoutSessionId();
        }
        return paths.isEmpty()
                ? roles.permit(null, request::isUserInRole)
                : paths.stream().allMatch(path -> isPublic(request, path) || roles.permit(path, request::isUserInRole));
    }

    /** Returns the role rule of the target, for a log. */
    public String roleRule(Target target) {
        List<String> paths = target.paths();
        return paths.isEmpty()
                ? "every rule, as the address can be read in two ways"
                : roles.rule(paths.get(paths.size() - 1));
    }

    @Override
    public String toString() {
        return "public " + publicPaths + ", api " + apiPaths + ", roles " + roles;
    }
}
