package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.logout.LogoutRefusedException;
import dev.saoma.page.logout.LogoutRequest;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.signin.SessionCookie;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** {@code /logout/confirm}: the user clicked "sign out". Only our own page can post here. */
final class LogoutConfirmEndpoint implements Endpoint {
    private final LogoutRequests requests;
    private final SignOuts signOuts;
    private final SessionCookie sessionCookie;
    private final SignOutPages pages;
    private final URI issuer;

    LogoutConfirmEndpoint(
            LogoutRequests requests, SignOuts signOuts, SessionCookie sessionCookie, SignOutPages pages, URI issuer) {
        this.requests = requests;
        this.signOuts = signOuts;
        this.sessionCookie = sessionCookie;
        this.pages = pages;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.LOGOUT_CONFIRM;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireWindow(ask);
        FetchMetadata.requireSameOrigin(ask, issuer);
        LogoutRequest request;
        try {
            request = requests.judge(ask.form());
        } catch (LogoutRefusedException e) {
            throw new HttpError(ErrorCode.SIGN_OUT_INVALID, String.valueOf(e.getMessage()));
        }
        sessionCookie.all(ask.cookies()).forEach(signOuts::end);
        return request.returnTo()
                .map(location -> pages.onward(ask, request, location))
                .orElseGet(() -> pages.done(ask, request))
                .with(List.of(sessionCookie.drop()));
    }
}
