package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.signin.Way;
import java.util.Set;

/** {@code /wechat/callback}: WeChat's page took the place of ours, and the browser goes on to the application. */
final class RedirectCallback implements Endpoint {
    private final Callbacks callbacks;
    private final String path;
    private final Way way;

    private RedirectCallback(Callbacks callbacks, String path, Way way) {
        this.callbacks = callbacks;
        this.path = path;
        this.way = way;
    }

    /** After a scanned QR code. */
    static RedirectCallback scanned(Callbacks callbacks) {
        return new RedirectCallback(callbacks, Addresses.CALLBACK, Way.REDIRECT);
    }

    /** Inside WeChat, where the code was made for the official account. */
    static RedirectCallback inWeChat(Callbacks callbacks) {
        return new RedirectCallback(callbacks, Addresses.IN_WECHAT_CALLBACK, Way.IN_WECHAT);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET"); // Not HEAD: a look must not use the code up.
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        FetchMetadata.requireWindow(ask);
        return callbacks.page(ask, ask.query(), way, back -> PageResponse.redirect(Callbacks.location(back)));
    }
}
