package dev.saoma.filter.internal.guard;

import dev.saoma.filter.internal.endpoint.KeptForms;
import dev.saoma.filter.internal.endpoint.LoginEndpoint;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Challenges an anonymous client to sign in, in a form that it understands. Thread-safe. */
public final class Challenge {
    private final AccessRules access;
    private final Addresses addresses;
    private final LoginEndpoint login;
    private final KeptForms keptForms;
    private final Responses responses;

    public Challenge(
            AccessRules access, Addresses addresses, LoginEndpoint login, KeptForms keptForms, Responses responses) {
        this.access = access;
        this.addresses = addresses;
        this.login = login;
        this.keptForms = keptForms;
        this.responses = responses;
    }

    void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestKind kind = kind(request);
        switch (kind) {
            case NAVIGATION:
                login.begin(request, response, addresses.returnTo(request));
                break;
            case FRAME:
            case UNSURE:
                responses.signInLink(request, response, addresses.login(linked(request, kind)));
                break;
            case FORM:
                if (!keptForms.keep(request, response)) {
                    // Home, because its address may answer nothing to the GET that comes back. The sign-in begins one
                    // step later: a form of another site comes without the cookies that say who is signed in and what
                    // is pending.
                    responses.redirect(response, HttpServletResponse.SC_SEE_OTHER, addresses.login(Addresses.HOME));
                }
                break;
            default:
                if (access.isApi(request)) {
                    responses.loginRequired(request, response);
                } else {
                    responses.loginRequired(request, response, addresses.loginFromPage(request));
                }
        }
    }

    // A part of a page is no place to come back to without the page: a script in ours finds that out, where it may.
    // What a form
    // was sent to may answer nothing to a GET.
    private String linked(HttpServletRequest request, RequestKind kind) {
        boolean read = !"POST".equals(request.getMethod());
        return kind == RequestKind.UNSURE && read ? addresses.returnTo(request) : Addresses.HOME;
    }

    /** Returns what sent the request; a program wherever the settings say so. */
    RequestKind kind(HttpServletRequest request) {
        return access.isApi(request) ? RequestKind.OTHER : RequestKind.of(request);
    }
}
