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

    AccessRules access() {
        return access;
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
                    // To the home page, because the form's address may not answer a GET on return. The sign-in begins
                    // one step later: a form posted by another site comes without the cookies of the session and of
                    // pending sign-ins.
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

    // A frame's address is no place to return to without its page; the script in our page finds that page if it may.
    // The address of a form may not answer a GET.
    private String linked(HttpServletRequest request, RequestKind kind) {
        boolean read = !"POST".equals(request.getMethod());
        return kind == RequestKind.UNSURE && read ? addresses.returnTo(request) : Addresses.HOME;
    }

    /** Returns the kind of client that sent the request; {@code OTHER} wherever the settings declare an API. */
    RequestKind kind(HttpServletRequest request) {
        return access.isApi(request) ? RequestKind.OTHER : RequestKind.of(request);
    }
}
