package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.view.InvitationPage;
import dev.saoma.page.view.Pages;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /invite#…}: has the browser keep an invitation until the person signs in. The secret is behind {@code #}, which no
 * server, proxy or log on the way is sent; a script moves it into a form, and without scripts it is pasted there.
 */
final class InvitationEndpoint implements Endpoint {
    private static final int UNPROCESSABLE = 422;

    private final Invitations invitations;
    private final Pages pages;
    private final Nonces nonces;
    private final URI issuer;

    InvitationEndpoint(Invitations invitations, Pages pages, Nonces nonces, URI issuer) {
        this.invitations = invitations;
        this.pages = pages;
        this.nonces = nonces;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.INVITATION;
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireWindow(ask);
        if (ask.method().equals("GET")) {
            return page(ask, 200, InvitationPage.ASKS);
        }
        FetchMetadata.requireSameOrigin(ask, issuer);
        Optional<SetCookie> kept = ask.form().one("invitation").flatMap(invitations::keep);
        return kept.isEmpty()
                ? page(ask, UNPROCESSABLE, InvitationPage.REFUSED)
                : page(ask, 200, InvitationPage.KEPT).with(List.of(kept.get()));
    }

    private PageResponse page(PageRequest ask, int status, InvitationPage model) {
        String nonce = nonces.nonce();
        return PageResponse.html(
                status,
                pages.invitation(model, issuer + Addresses.INVITATION, Languages.choose(pages, ask, null), nonce),
                ContentPolicy.page(nonce));
    }
}
