package dev.saoma.filter;

import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.CanonicalPath;
import dev.saoma.filter.web.Page;
import dev.saoma.filter.web.PathPatterns;
import dev.saoma.filter.web.RequestKind;
import dev.saoma.filter.web.TargetForm;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Decides on each request. Default deny: the application is reached by a signed-in session or a public path and by nothing
 * else; an exception on the way denies too. Thread-safe.
 */
final class Guard {
    private final Sessions sessions;
    private final PathPatterns publicPaths;
    private final Addresses addresses;
    private final Endpoints endpoints;
    private final Answers answers;

    Guard(Sessions sessions, PathPatterns publicPaths, Addresses addresses, Endpoints endpoints, Answers answers) {
        this.sessions = sessions;
        this.publicPaths = publicPaths;
        this.addresses = addresses;
        this.endpoints = endpoints;
        this.answers = answers;
    }

    void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        TargetForm form = TargetForm.of(request.getRequestURI());
        if (form == TargetForm.REFUSED) {
            answers.page(request, response, Page.BAD_REQUEST, null, addresses.absolute(Addresses.HOME));
            return;
        }
        DispatcherType dispatch = request.getDispatcherType();
        String own = form == TargetForm.CANONICAL && dispatch == DispatcherType.REQUEST ? addresses.own(request) : null;
        if (own != null) {
            endpoints.handle(own, request, response);
            return;
        }
        // A session id in the address can be planted or leaked by a link.
        boolean idInPath = form == TargetForm.ODD && request.isRequestedSessionIdFromURL();
        Map<?, ?> session = idInPath ? null : sessions.find(request);
        if (session != null) {
            chain.doFilter(new SignedInRequest(request, session, sessions), response);
        } else if (dispatch == DispatcherType.ERROR || isPublic(request, dispatch)) {
            chain.doFilter(request, response);
        } else if (dispatch != DispatcherType.INCLUDE) {
            challenge(request, response);
        }
        // An include has no answer of its own: the protected part is left out.
    }

    private boolean isPublic(HttpServletRequest request, DispatcherType dispatch) {
        Optional<String> path =
                dispatch == DispatcherType.INCLUDE ? CanonicalPath.ofInclude(request) : CanonicalPath.of(request);
        return path.isPresent() && publicPaths.matches(path.get());
    }

    private void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (RequestKind.of(request)) {
            case NAVIGATION:
                endpoints.begin(request, response, addresses.returnTo(request));
                break;
            case FORM:
                // Its address may answer nothing to the GET that comes back.
                endpoints.begin(request, response, Addresses.HOME);
                break;
            default:
                answers.loginRequired(request, response);
        }
    }
}
