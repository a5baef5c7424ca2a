package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingSignIns.Message;
import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.view.AuthingPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.RenderedPage;

/** Pages that tell the opener of their window something, and close it. */
final class AuthingMessages {
    private final Pages pages;
    private final Nonces nonces;

    AuthingMessages(Pages pages, Nonces nonces) {
        this.pages = pages;
        this.nonces = nonces;
    }

    boolean inEnglish(PageRequest ask) {
        return Languages.choose(pages, ask, null).getLanguage().equals("en");
    }

    PageResponse show(PageRequest ask, int status, Message message) {
        String nonce = nonces.nonce();
        AuthingPage model = new AuthingPage(message.origins(), message.json(), message.good());
        RenderedPage html = pages.authing(model, Languages.choose(pages, ask, null), nonce);
        return PageResponse.html(status, html, ContentPolicy.page(nonce));
    }
}
