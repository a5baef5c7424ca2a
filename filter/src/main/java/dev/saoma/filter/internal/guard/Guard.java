package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.application.NotAdmittedException;
import dev.saoma.filter.internal.bearer.BearerException;
import dev.saoma.filter.internal.bearer.BearerHeader;
import dev.saoma.filter.internal.bearer.Bearers;
import dev.saoma.filter.internal.doctor.Doctor;
import dev.saoma.filter.internal.endpoint.Endpoints;
import dev.saoma.filter.internal.session.SessionRecord;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.CanonicalPath;
import dev.saoma.filter.internal.web.TargetForm;
import dev.saoma.filter.internal.web.TargetForms;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each request. Default deny: the application is reached by a signed-in session, a bearer token or a public path
 * and by nothing else; an exception on the way denies too. What denying means is said by {@link Denials}. Thread-safe.
 *
 * <p>A request with a bearer token is the token's, whatever session comes along: a program that shows a token means it, and
 * a bad one never falls back to somebody else.
 */
public final class Guard {
    private final Sessions sessions;
    private final Bearers<BearerUser> bearers;
    private final AccessRules access;
    private final Addresses addresses;
    private final Endpoints endpoints;
    private final Requests requests;
    private final Denials denials;
    private final boolean noStore;
    private final @Nullable ScrubbedHeaders scrubbed;
    private final TargetForms forms = new TargetForms();

    public Guard(
            Sessions sessions,
            Bearers<BearerUser> bearers,
            AccessRules access,
            Addresses addresses,
            Endpoints endpoints,
            Requests requests,
            Denials denials,
            boolean noStore,
            @Nullable ScrubbedHeaders scrubbed) {
        this.sessions = sessions;
        this.bearers = bearers;
        this.access = access;
        this.addresses = addresses;
        this.endpoints = endpoints;
        this.requests = requests;
        this.denials = denials;
        this.noStore = noStore;
        this.scrubbed = scrubbed;
    }

    public Doctor doctor() {
        return endpoints.doctor();
    }

    /**
     * The request with which the application is to be called; null if it has been answered, and the application must not be
     * called. The caller goes on with the chain, so that no answer of ours is ever followed by it.
     */
    @Nullable
    public HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            OwnRequest earlier = OwnRequest.latestIn(request, requests);
            if (OwnRequest.isDecided(earlier, request)) {
                return request;
            }
            HttpServletRequest admitted = decide(earlier, request, response);
            return scrubbed == null || admitted == null ? admitted : scrubbed.outOf(admitted, response);
        } catch (RuntimeException e) {
            return denials.fault(e, request, response);
        }
    }

    private @Nullable HttpServletRequest decide(
            @Nullable OwnRequest earlier, HttpServletRequest request, HttpServletResponse response) throws IOException {
        TargetForm form = forms.of(request.getRequestURI());
        DispatcherType dispatch = request.getDispatcherType();
        boolean fromClient = dispatch == DispatcherType.REQUEST;
        if (form == TargetForm.REFUSED && fromClient) {
            return denials.badTarget(request, response);
        }
        String own = form == TargetForm.CANONICAL && fromClient ? addresses.own(request) : null;
        if (own != null) {
            endpoints.handle(own, request, response);
            return null;
        }
        BearerHeader bearer = bearers.find(request);
        if (bearer != null) {
            return withToken(bearer, earlier, request, response);
        }
        Map<?, ?> known = earlier == null ? null : earlier.identity();
        if (known != null && sessions.stillHolds(known)) {
            return enter(known, earlier, false, request, response);
        }
        // What stands behind the filter may have put another session into the place of the container's.
        HttpServletRequest original = earlier == null ? request : earlier.original();
        // A session id in the address can be planted or leaked by a link.
        boolean idInPath = (form != TargetForm.CANONICAL || !fromClient) && original.isRequestedSessionIdFromURL();
        Map<?, ?> session = idInPath ? null : sessions.find(original);
        if (session == null) {
            return stranger(idInPath ? null : sessions.waiting(original), request, response);
        }
        HttpServletRequest effective = endpoints.withKeptForm(request, response, session);
        return effective == null ? null : enter(session, earlier, false, effective, response);
    }

    private boolean isOpen(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR || access.isPublic(request);
    }

    private @Nullable HttpServletRequest withToken(
            BearerHeader bearer, @Nullable OwnRequest earlier, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            return enter(bearers.user(bearer).identity(), earlier, true, request, response);
        } catch (BearerException e) {
            // What needs no sign-in takes no notice of a token that may be the application's own.
            return isOpen(request) ? denials.open(request) : denials.badToken(e, request, response);
        } catch (NotAdmittedException e) {
            return isOpen(request) ? denials.open(request) : denials.notAdmitted(e, request, response);
        }
    }

    private @Nullable HttpServletRequest enter(
            Map<?, ?> identity,
            @Nullable OwnRequest earlier,
            boolean bearer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SignedInRequest signedIn = requests.signedIn(request, response, identity);
        if (!access.permit(signedIn)) {
            return denials.forbidden(bearer, signedIn, response);
        }
        // The application may say otherwise of what it answers.
        if (noStore && request.getDispatcherType() == DispatcherType.REQUEST && !access.isPublic(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        // One more wrapper would hide what a library behind this filter shows, such as Spring Security's own principal.
        boolean inside = earlier != null && identity.equals(earlier.identity());
        return inside && SignedInRequest.principalOfOthers(request, identity) != null ? request : signedIn;
    }

    private @Nullable HttpServletRequest stranger(
            @Nullable Map<?, ?> waiting, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (waiting != null && isAt(SessionRecord.page(waiting), request)) {
            return requests.waiting(request, waiting);
        }
        if (isOpen(request)) {
            return denials.open(request);
        }
        return waiting == null
                ? denials.stranger(request, response)
                : denials.unbound(SessionRecord.page(waiting), request, response);
    }

    private static boolean isAt(String page, HttpServletRequest request) {
        List<String> paths = CanonicalPath.of(request);
        return !paths.isEmpty() && paths.stream().allMatch(path -> path.equals(page) || path.startsWith(page + "/"));
    }
}
