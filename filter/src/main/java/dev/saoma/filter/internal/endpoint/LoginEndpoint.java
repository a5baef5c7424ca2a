package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.session.Session.SignedIn;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.SignInException;
import dev.saoma.filter.internal.signin.SignIns;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The endpoint {@code login}, at which sign-ins begin, and the sign-ins of pages opened without a session. Thread-safe. */
public final class LoginEndpoint {
    private final SignIns signIns;
    private final LoopGuard loops;
    private final Sessions sessions;
    private final KeptForms keptForms;
    private final Addresses addresses;
    private final Responses responses;
    private final SignInPages pages;

    public LoginEndpoint(
            SignIns signIns,
            LoopGuard loops,
            Sessions sessions,
            KeptForms keptForms,
            Addresses addresses,
            Responses responses,
            SignInPages pages) {
        this.signIns = signIns;
        this.loops = loops;
        this.sessions = sessions;
        this.keptForms = keptForms;
        this.addresses = addresses;
        this.responses = responses;
        this.pages = pages;
    }

    /** Redirects a browser that opens a page to the provider, or shows why that is not possible. */
    public void begin(HttpServletRequest request, HttpServletResponse response, String returnTo) throws IOException {
        try {
            if (!sessions.isKept(request)) {
                loops.check(request, returnTo);
            }
            addresses.whyNotReturned(returnTo).ifPresent(pages::note);
            String location = signIns.begin(request, response, returnTo);
            responses.redirect(response, HttpServletResponse.SC_FOUND, location);
        } catch (SignInException e) {
            pages.fail(request, response, e);
        }
    }

    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestKind kind = RequestKind.of(request);
        boolean read = !"POST".equals(request.getMethod());
        if (!read || !kind.mayBePerson()) {
            responses.loginRequired(request, response);
            return;
        }
        String returnTo = returnTo(new QueryParameters(request.getQueryString()));
        if (sessions.signedIn(request) != null) {
            pages.toApplication(response, returnTo);
            return;
        }
        if (kind == RequestKind.FRAME) {
            responses.signInLink(request, response, addresses.login(returnTo));
            return;
        }
        // UNSURE too: the link in the response to such a request leads to this address.
        begin(request, response, returnTo);
    }

    private String returnTo(QueryParameters parameters) {
        if ("popup".equals(parameters.get("display"))) {
            return addresses.popupDone();
        }
        String lost = parameters.get("lost");
        String asked = parameters.get("return_to");
        return keptForms
                .waitingFor(parameters.get("kept"))
                .orElseGet(() -> lost == null ? addresses.returnTo(asked) : addresses.notReturned(lost));
    }

    /** Returns the current user, for scripts of the application's own pages. */
    void user(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SignedIn user = sessions.signedIn(request);
        if (user == null) {
            responses.loginRequired(request, response);
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("sub", user.subject());
        Object name = user.claim("name");
        if (name instanceof String) {
            values.put("name", (String) name);
        }
        responses.json(request, response, HttpServletResponse.SC_OK, values);
    }
}
