package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.internal.application.Events;
import dev.saoma.filter.internal.logout.ProviderLogout;
import dev.saoma.filter.internal.session.Session.SignedIn;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints {@code logout} and {@code signed-out}: ends the session here, and redirects the browser to the provider and
 * back to end the one there. Thread-safe.
 *
 * <p>It ends at the requested page, else at the one in the settings, else at the application's root if that is public, else at
 * a page of ours.
 */
public final class SignOut {
    private final Sessions sessions;
    private final LoopGuard loops;
    private final Addresses addresses;
    private final Responses responses;
    private final ProviderLogout provider;
    private final Events events;
    private final boolean clearsCache;
    private final @Nullable String end;

    /**
     * @param clearsCache whether the browser clears its cache of the host
     * @param end path inside the application where sign-outs end by default; null for the filter's own page
     */
    public SignOut(
            Sessions sessions,
            LoopGuard loops,
            Addresses addresses,
            Responses responses,
            ProviderLogout provider,
            Events events,
            boolean clearsCache,
            @Nullable String end) {
        this.sessions = sessions;
        this.loops = loops;
        this.addresses = addresses;
        this.responses = responses;
        this.provider = provider;
        this.events = events;
        this.clearsCache = clearsCache;
        this.end = end;
    }

    void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean post = "POST".equals(request.getMethod());
        if (!post && !"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET, POST");
            responses.page(request, response, Page.METHOD, null, addresses.absolute(Addresses.HOME));
            return;
        }
        String asked = addresses.safe(new QueryParameters(request.getQueryString()).get("return_to"));
        if (!isMeant(request, post)) {
            responses.page(request, response, Page.SIGN_OUT, null, addresses.logout(asked));
            return;
        }
        String hint = sessions.signOutHint(request);
        SignedIn user = sessions.signedIn(request);
        sessions.destroy(request);
        if (user != null) {
            events.signedOut(request, SignInEvent.Reason.LOGOUT_ADDRESS, user);
        }
        loops.forget(request, response);
        if (clearsCache) {
            // Never "cookies", "storage" or "*": those affect other applications on the host and on its whole domain.
            response.setHeader("Clear-Site-Data", "\"cache\"");
        }
        respond(request, response, provider.address(hint, asked), asked);
    }

    // A POST without an origin comes from an old browser or a program; a GET may be any link.
    private boolean isMeant(HttpServletRequest request, boolean post) {
        Boolean sameOrigin = RequestKind.isSameOrigin(request, addresses.origin());
        return post
                ? !Boolean.FALSE.equals(sameOrigin)
                : Boolean.TRUE.equals(sameOrigin) && !RequestKind.isInBackground(request);
    }

    private void respond(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable String atProvider,
            @Nullable String asked)
            throws IOException {
        String next = atProvider == null ? end(asked) : atProvider;
        if (next == null) {
            next = addresses.own("signed-out");
        }
        if (RequestKind.isInBackground(request)) {
            // A script cannot follow a redirect to another origin, but can navigate there.
            responses.json(request, response, HttpServletResponse.SC_OK, Collections.singletonMap("next", next));
        } else if (atProvider != null && "POST".equals(request.getMethod())) {
            // Not by a redirect: the policy (form-action) of the page with the form may allow its own origin only.
            responses.page(request, response, Page.SIGNING_OUT, null, next);
        } else {
            responses.redirect(response, HttpServletResponse.SC_SEE_OTHER, next);
        }
    }

    private @Nullable String end(@Nullable String asked) {
        String path = asked == null ? end : asked;
        return path == null ? null : addresses.absolute(path);
    }

    /** Handles {@code signed-out}, to which the provider or this filter redirects. */
    void done(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String returned = provider.returned(new QueryParameters(request.getQueryString()).get("state"));
        String asked = returned != null && addresses.isSafe(returned) ? returned : null;
        String next = end(asked);
        if (next != null) {
            responses.redirect(response, HttpServletResponse.SC_SEE_OTHER, next);
            return;
        }
        Page page = returned == null ? Page.SIGNED_OUT_HERE : Page.SIGNED_OUT;
        responses.page(request, response, page, null, addresses.absolute(Addresses.HOME));
    }
}
