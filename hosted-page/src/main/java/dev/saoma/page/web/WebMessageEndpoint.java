package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.sdk.WindowNotes;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.view.MessagePage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.RenderedPage;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** {@code /sdk/v1/done}: tells the window that opened this one how the sign-in ended, at the application's origin only. */
final class WebMessageEndpoint implements Endpoint {
    private final SealedResponses told;
    private final WindowNotes windows;
    private final Pages pages;
    private final Nonces nonces;

    WebMessageEndpoint(SealedResponses told, WindowNotes windows, Pages pages, Nonces nonces) {
        this.told = told;
        this.windows = windows;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.SDK_DONE;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        SealedResponses.Response response = ResponseQuery.open(ask, told);
        String origin = Origin.of(URI.create(response.redirectUri()));
        String state = response.parameters().get("state");
        if (state != null) {
            windows.note(origin, state, WindowNotes.OVER);
        }
        Locale locale = Languages.choose(pages, ask, null);
        String nonce = nonces.nonce();
        RenderedPage html =
                pages.message(new MessagePage(origin, response.parameters(), response.location()), locale, nonce);
        return PageResponse.html(200, html, ContentPolicy.page(nonce));
    }
}
