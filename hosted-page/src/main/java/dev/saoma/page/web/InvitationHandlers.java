package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.view.InvitationPage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code /invite#…}: has the browser keep an invitation until the person signs in. The secret is in the fragment, which
 * browsers send to no server; a script moves it into a form, and without scripts the user pastes it there. Thread-safe.
 */
public final class InvitationHandlers {
    private static final int UNPROCESSABLE = 422;

    private final Invitations invitations;
    private final Addresses addresses;
    private final Html html;

    /** Creates handlers that keep {@code invitations}. */
    public InvitationHandlers(Invitations invitations, Addresses addresses, Html html) {
        this.invitations = invitations;
        this.addresses = addresses;
        this.html = html;
    }

    PageResponse invitation(PageRequest request) throws HttpError, IOException {
        FetchMetadata.requireWindow(request);
        if (request.method().equals("GET")) {
            return page(request, 200, InvitationPage.ASKS);
        }
        FetchMetadata.requireSameOrigin(request, addresses.origin());
        Optional<SetCookie> kept = request.form().one("invitation").flatMap(invitations::keep);
        return kept.isEmpty()
                ? page(request, UNPROCESSABLE, InvitationPage.REFUSED)
                : page(request, 200, InvitationPage.KEPT).with(List.of(kept.get()));
    }

    private PageResponse page(PageRequest request, int status, InvitationPage model) {
        String target = addresses.uri(Addresses.INVITATION).toString();
        return html.page(
                status,
                html.locale(request),
                (pages, shown, locale, nonce) -> pages.invitation(shown, target, locale, nonce),
                model,
                ContentPolicy::page);
    }
}
