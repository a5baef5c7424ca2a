package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.signin.Way;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.PopupDone;
import java.util.Set;

/** {@code /wechat/callback/popup}: tells the login page that opened this window where to go on. */
final class PopupCallback implements Endpoint {
    private final Callbacks callbacks;
    private final Pages pages;
    private final Nonces nonces;

    PopupCallback(Callbacks callbacks, Pages pages, Nonces nonces) {
        this.callbacks = callbacks;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.POPUP_CALLBACK;
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
        FetchMetadata.requireWindow(ask);
        return callbacks.page(ask, ask.query(), Way.POPUP, back -> {
            String nonce = nonces.nonce();
            PopupDone done = new PopupDone(back.pending().state(), Callbacks.location(back));
            return PageResponse.html(200, pages.popup(done, callbacks.locale(back), nonce), ContentPolicy.page(nonce));
        });
    }
}
