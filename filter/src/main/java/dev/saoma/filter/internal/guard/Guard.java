package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.bearer.BearerHeader;
import dev.saoma.filter.internal.bearer.Bearers;
import dev.saoma.filter.internal.endpoint.Endpoints;
import dev.saoma.filter.internal.endpoint.KeptForms;
import dev.saoma.filter.internal.session.Identity;
import dev.saoma.filter.internal.session.Session;
import dev.saoma.filter.internal.session.Session.SignedIn;
import dev.saoma.filter.internal.session.Session.Waiting;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.Target;
import dev.saoma.filter.internal.web.TargetForm;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each request. Default deny: the application is reached by a signed-in session, a bearer token or a public path and
 * by nothing else; an exception on the way denies too. {@link Rejections} defines what denying means. Thread-safe.
 *
 * <p>A bearer token takes precedence over any session that comes with it: a program that presents a token means it, and an
 * invalid one never falls back to the session's user.
 */
public final class Guard {
    private final Target.Finder targets;
    private final AccessRules access;
    private final Sessions sessions;
    private final Bearers<BearerUser> bearers;
    private final Endpoints endpoints;
    private final KeptForms keptForms;
    private final RequestWrappers requests;
    private final Rejections rejections;

    public Guard(
            Target.Finder targets,
            AccessRules access,
            Sessions sessions,
            Bearers<BearerUser> bearers,
            Endpoints endpoints,
            KeptForms keptForms,
            RequestWrappers requests,
            Rejections rejections) {
        this.targets = targets;
        this.access = access;
        this.sessions = sessions;
        this.bearers = bearers;
        this.endpoints = endpoints;
        this.keptForms = keptForms;
        this.requests = requests;
        this.rejections = rejections;
    }

    /**
     * Returns the request to call the application with; null if a response has been written, and the application must not be
     * called. Only the caller invokes the chain, so it never runs after a response of ours.
     */
    @Nullable
    public HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            OwnRequest earlier = OwnRequest.latestIn(request, requests);
            if (OwnRequest.isDecided(earlier, request)) {
                return request;
            }
            HttpServletRequest admitted = decide(earlier, request, response);
            return admitted == null ? null : requests.scrubbed(admitted, response);
        } catch (RuntimeException e) {
            return rejections.fault(e, request, response);
        }
    }

    private @Nullable HttpServletRequest decide(
            @Nullable OwnRequest earlier, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Target target = targets.of(request);
        boolean fromClient = request.getDispatcherType() == DispatcherType.REQUEST;
        if (target.form() == TargetForm.REFUSED && fromClient) {
            return rejections.badTarget(request, response);
        }
        String own = target.own();
        if (own != null) {
            endpoints.handle(own, request, response);
            return null;
        }
        BearerHeader bearer = bearers.find(request);
        if (bearer != null) {
            return withToken(bearer, earlier, target, request, response);
        }
        Identity known = earlier == null ? null : earlier.identity();
        if (known != null && sessions.stillHolds(known)) {
            return enter(known, earlier, false, target, request, response);
        }
        // Whatever runs behind the filter may have replaced the container's session.
        HttpServletRequest original = earlier == null ? request : earlier.original();
        // A session id in the address can be planted or leaked by a link.
        boolean idInPath =
                (target.form() != TargetForm.CANONICAL || !fromClient) && original.isRequestedSessionIdFromURL();
        Session session = idInPath ? Session.NONE : sessions.of(original);
        if (!(session instanceof SignedIn)) {
            return withoutUser(session, target, request, response);
        }
        SignedIn user = (SignedIn) session;
        HttpServletRequest effective = keptForms.open(request, response, user);
        return effective == null ? null : enter(user, earlier, false, target, effective, response);
    }

    private @Nullable HttpServletRequest withToken(
            BearerHeader bearer,
            @Nullable OwnRequest earlier,
            Target target,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            return enter(bearers.user(bearer).identity(), earlier, true, target, request, response);
        } catch (BearerException e) {
            // An open path ignores the token, which may be the application's own.
            return isOpen(target, request)
                    ? rejections.open(request, response)
                    : rejections.badToken(e, target, request, response);
        } catch (NotAdmittedException e) {
            return isOpen(target, request)
                    ? rejections.open(request, response)
                    : rejections.notAdmitted(e, target, request, response);
        }
    }

    private @Nullable HttpServletRequest enter(
            Identity user,
            @Nullable OwnRequest earlier,
            boolean bearer,
            Target target,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SignedInRequest signedIn = requests.signedIn(request, response, user);
        if (!access.permit(target, signedIn)) {
            return rejections.forbidden(bearer, target, signedIn, response);
        }
        boolean fromClient = request.getDispatcherType() == DispatcherType.REQUEST;
        // The application may override this in its responses.
        if (requests.noStore() && fromClient && !access.isPublic(target, request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        // One more wrapper would hide what a library behind this filter shows, such as Spring Security's own principal.
        boolean inside = earlier != null && user.isSameAs(earlier.identity());
        return inside && SignedInRequest.principalOfOthers(request, user, requests) != null ? request : signedIn;
    }

    private @Nullable HttpServletRequest withoutUser(
            Session session, Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Waiting waiting = session instanceof Waiting ? (Waiting) session : null;
        if (waiting != null && target.isAt(waiting.page())) {
            return requests.waiting(request, response, waiting.verified());
        }
        if (isOpen(target, request)) {
            return rejections.open(request, response);
        }
        return waiting == null
                ? rejections.anonymous(target, request, response)
                : rejections.accountMissing(waiting.page(), target, request, response);
    }

    private boolean isOpen(Target target, HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR || access.isPublic(target, request);
    }
}
