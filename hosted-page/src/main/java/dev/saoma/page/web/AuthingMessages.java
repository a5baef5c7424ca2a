package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingSignIns.Message;
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

    boolean inEnglish(Ask ask) {
        return Languages.choose(pages, ask, null).getLanguage().equals("en");
    }

    Answer show(Ask ask, int status, Message message) {
        String nonce = nonces.nonce();
        AuthingPage model = new AuthingPage(message.origins(), message.json(), message.good());
        RenderedPage html = pages.authing(model, Languages.choose(pages, ask, null), nonce);
        return Answer.html(status, html, ContentPolicy.page(nonce));
    }
}
