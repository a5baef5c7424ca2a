package dev.saoma.filter;

import dev.saoma.filter.web.AccessRules;
import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.RequestKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Asks somebody unknown to sign in, in the way that what has sent the request understands. Thread-safe. */
final class Challenge {
    private final AccessRules access;
    private final Addresses addresses;
    private final Endpoints endpoints;
    private final Answers answers;

    Challenge(AccessRules access, Addresses addresses, Endpoints endpoints, Answers answers) {
        this.access = access;
        this.addresses = addresses;
        this.endpoints = endpoints;
        this.answers = answers;
    }

    void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (kind(request)) {
            case NAVIGATION:
                endpoints.begin(request, response, addresses.returnTo(request));
                break;
            case FORM:
                if (!endpoints.keepForm(request, response)) {
                    // Home, because its address may answer nothing to the GET that comes back. The sign-in begins one
                    // step later: a form of another site comes without the cookies that tell who is signed in and what
                    // is pending.
                    answers.redirect(response, HttpServletResponse.SC_SEE_OTHER, addresses.login(Addresses.HOME));
                }
                break;
            default:
                answers.loginRequired(request, response);
        }
    }

    /** What sent the request; programs, wherever the settings say so. */
    RequestKind kind(HttpServletRequest request) {
        return access.isApi(request) ? RequestKind.OTHER : RequestKind.of(request);
    }
}
