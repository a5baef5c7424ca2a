package dev.saoma.filter;

import dev.saoma.filter.bearer.BearerException;
import dev.saoma.filter.bearer.BearerHeader;
import dev.saoma.filter.bearer.Bearers;
import dev.saoma.filter.web.AccessRules;
import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.CanonicalPath;
import dev.saoma.filter.web.Page;
import dev.saoma.filter.web.RequestKind;
import dev.saoma.filter.web.TargetForm;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each request. Default deny: the application is reached by a signed-in session, a bearer token or a public path
 * and by nothing else; an exception on the way denies too. Thread-safe.
 *
 * <p>A request with a bearer token is the token's, whatever session comes along: a program that shows a token means it, and
 * a bad one never falls back to somebody else.
 */
final class Guard {
    private final Sessions sessions;
    private final Bearers<BearerUser> bearers;
    private final AccessRules access;
    private final Addresses addresses;
    private final Endpoints endpoints;
    private final Requests requests;
    private final Challenge challenge;
    private final Refusals refusals;
    private final Answers answers;

    Guard(
            Sessions sessions,
            Bearers<BearerUser> bearers,
            AccessRules access,
            Addresses addresses,
            Endpoints endpoints,
            Requests requests,
            Challenge challenge,
            Refusals refusals,
            Answers answers) {
        this.sessions = sessions;
        this.bearers = bearers;
        this.access = access;
        this.addresses = addresses;
        this.endpoints = endpoints;
        this.requests = requests;
        this.challenge = challenge;
        this.refusals = refusals;
        this.answers = answers;
    }

    void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        TargetForm form = TargetForm.of(request.getRequestURI());
        DispatcherType dispatch = request.getDispatcherType();
        boolean fromClient = dispatch == DispatcherType.REQUEST;
        if (form == TargetForm.REFUSED && fromClient) {
            answers.page(request, response, Page.BAD_REQUEST, null, addresses.absolute(Addresses.HOME));
            return;
        }
        String own = form == TargetForm.CANONICAL && fromClient ? addresses.own(request) : null;
        if (own != null) {
            endpoints.handle(own, request, response);
            return;
        }
        BearerHeader bearer = bearers.find(request);
        if (bearer != null) {
            withToken(bearer, request, response, chain);
            return;
        }
        // A session id in the address can be planted or leaked by a link.
        boolean idInPath = (form != TargetForm.CANONICAL || !fromClient) && request.isRequestedSessionIdFromURL();
        Map<?, ?> session = idInPath ? null : sessions.find(request);
        if (session != null) {
            HttpServletRequest effective = endpoints.withKeptForm(request, response, Identities.subject(session));
            if (effective != null) {
                enter(session, false, effective, response, chain);
            }
        } else {
            stranger(idInPath ? null : sessions.waiting(request), request, response, chain);
        }
    }

    private boolean isOpen(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR || access.isPublic(request);
    }

    private void withToken(
            BearerHeader bearer, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Map<?, ?> identity;
        try {
            identity = bearers.user(bearer).identity();
        } catch (BearerException | NotAdmittedException e) {
            // What needs no sign-in takes no notice of a token that may be the application's own.
            if (isOpen(request)) {
                chain.doFilter(requests.anonymous(request), response);
            } else if (request.getDispatcherType() != DispatcherType.INCLUDE) {
                refuse(e, request, response);
            }
            return;
        }
        enter(identity, true, request, response, chain);
    }

    private void refuse(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof BearerException) {
            refusals.badToken(request, response, (BearerException) e);
        } else {
            refusals.notAdmitted(request, response, (NotAdmittedException) e);
        }
    }

    private void enter(
            Map<?, ?> identity,
            boolean bearer,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        SignedInRequest signedIn = requests.signedIn(request, response, identity);
        if (access.permit(signedIn)) {
            chain.doFilter(signedIn, response);
        } else if (request.getDispatcherType() != DispatcherType.INCLUDE) {
            refusals.forbidden(request, response, bearer);
        }
    }

    private void stranger(
            @Nullable Map<?, ?> waiting, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (waiting != null && isAt(Sessions.page(waiting), request)) {
            chain.doFilter(requests.waiting(request, waiting), response);
        } else if (isOpen(request)) {
            chain.doFilter(requests.anonymous(request), response);
        } else if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return; // It has no answer of its own: the protected part is left out.
        } else if (waiting == null) {
            challenge.start(request, response);
        } else if (challenge.kind(request) == RequestKind.NAVIGATION) {
            answers.redirect(response, HttpServletResponse.SC_FOUND, addresses.absolute(Sessions.page(waiting)));
        } else {
            answers.loginRequired(request, response);
        }
    }

    private static boolean isAt(String page, HttpServletRequest request) {
        List<String> paths = CanonicalPath.of(request);
        return !paths.isEmpty() && paths.stream().allMatch(path -> path.equals(page) || path.startsWith(page + "/"));
    }
}
