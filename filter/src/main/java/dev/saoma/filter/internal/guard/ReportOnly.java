package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.log.ReportLog;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Preflight;
import dev.saoma.filter.internal.web.Target;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets every request through unchanged and records how it would have been answered. Only the filter's own addresses, which the
 * application does not have, respond as usual. Thread-safe.
 */
public final class ReportOnly implements Rejections {
    private static final String NOTED = "dev.saoma.filter.noted";

    private final AccessRules access;
    private final Challenge challenge;
    private final boolean keepsForms;
    private final boolean passesPreflights;
    private final Addresses addresses;
    private final EnforcedRejections rejections;
    private final ReportLog log;

    public ReportOnly(
            Settings settings, Challenge challenge, Addresses addresses, EnforcedRejections rejections, ReportLog log) {
        this.access = challenge.access();
        this.challenge = challenge;
        this.keepsForms = settings.keepPost();
        this.passesPreflights = settings.passPreflights();
        this.addresses = addresses;
        this.rejections = rejections;
        this.log = log;
    }

    @Override
    public HttpServletRequest open(HttpServletRequest request, HttpServletResponse response) {
        return request;
    }

    @Override
    public HttpServletRequest badTarget(HttpServletRequest request, HttpServletResponse response) {
        return noted(
                request, "be answered 400", "no honest client writes the address like this", "(refused addresses)");
    }

    @Override
    public HttpServletRequest anonymous(Target target, HttpServletRequest request, HttpServletResponse response) {
        if (passesPreflights
                && request.getDispatcherType() == DispatcherType.REQUEST
                && Preflight.is(target, request)) {
            return request;
        }
        List<String> paths = target.paths();
        return paths.isEmpty()
                ? noted(
                        request,
                        asked(request),
                        "the address can be read in two ways, so that no pattern of publicPaths counts",
                        "(ambiguous addresses)")
                : noted(
                        request,
                        asked(request),
                        access.isNoFile(target, request)
                                ? "no user is signed in, and *.extension in publicPaths opens files, not what a servlet answers"
                                : "no user is signed in and no pattern of publicPaths covers it",
                        group(paths));
    }

    private String asked(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return "be left out of the page that includes it";
        }
        switch (challenge.kind(request)) {
            case NAVIGATION:
                return "be sent to sign in (302)";
            case FORM:
                return keepsForms
                        ? "be kept, sent to sign in, and replayed after it"
                        : "be sent to sign in (303), and the form lost";
            case FRAME:
            case UNSURE:
                return "be answered 401 with a link to sign in";
            default:
                return "be answered 401";
        }
    }

    @Override
    public HttpServletRequest accountMissing(
            String page, Target target, HttpServletRequest request, HttpServletResponse response) {
        String what = challenge.kind(request).isTopLevel() ? "be sent to " + page + " (302)" : "be answered 401";
        return noted(request, what, "the user has no account bound", group(target.paths()));
    }

    @Override
    public HttpServletRequest badToken(
            BearerException e, Target target, HttpServletRequest request, HttpServletResponse response) {
        return noted(request, "be answered " + e.status(), "bearer token: " + e.description(), group(target.paths()));
    }

    @Override
    public HttpServletRequest notAdmitted(
            NotAdmittedException e, Target target, HttpServletRequest request, HttpServletResponse response) {
        return noted(request, "be refused", "bearer token: " + e.getMessage(), group(target.paths()));
    }

    @Override
    public HttpServletRequest forbidden(
            boolean bearer, Target target, SignedInRequest request, HttpServletResponse response) {
        return noted(
                request,
                "be answered 403",
                "the user lacks the role: " + access.roleRule(target),
                group(target.paths()));
    }

    @Override
    public @Nullable HttpServletRequest fault(
            RuntimeException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String own;
        try {
            own = addresses.own(request);
        } catch (RuntimeException again) {
            own = null;
        }
        if (own != null) {
            return rejections.fault(e, request, response);
        }
        log.note("fault " + e.getClass().getName(), "A request would be answered 500: the decision failed", e);
        return request;
    }

    private <R extends HttpServletRequest> R noted(R request, String what, String why, String group) {
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.REQUEST) {
            // The filter is called twice where it is mapped in front of everything and at its place in web.xml.
            if (request.getAttribute(NOTED) == this) {
                return request;
            }
            request.setAttribute(NOTED, this);
        }
        String kind =
                (dispatch == DispatcherType.REQUEST ? "" : dispatch + " ") + group + " would " + what + ": " + why;
        log.note(kind, kind + " (first: " + request.getMethod() + " " + request.getRequestURI() + ")", null);
        return request;
    }

    /** Returns a pattern for the settings that covers the first path: its top folder, or its extension at the root. */
    private static String group(List<String> paths) {
        if (paths.isEmpty()) {
            return "(ambiguous addresses)";
        }
        String path = paths.get(0);
        int folder = path.indexOf('/', 1);
        int dot = path.lastIndexOf('.');
        if (folder > 0) {
            return path.substring(0, folder) + "/*";
        }
        return dot > 0 ? "*" + path.substring(dot) : path;
    }
}
