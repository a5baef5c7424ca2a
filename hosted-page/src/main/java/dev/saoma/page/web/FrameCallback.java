package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.view.HandOver;
import dev.saoma.page.view.Pages;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /wechat/callback/frame}: the frame in the login page, which WeChat's script sent here. Browsers keep our cookie
 * back on such a way, so nothing is finished: code and state are handed to the login page, which posts them to
 * {@link FinishEndpoint}.
 */
final class FrameCallback implements Endpoint {
    private final Pages pages;
    private final Nonces nonces;

    FrameCallback(Pages pages, Nonces nonces) {
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.FRAME_CALLBACK;
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
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
        Parameters parameters = ask.query();
        String state = Callbacks.state(parameters);
        if (!PendingSignIn.isState(state)) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "state is not one of ours");
        }
        Locale locale = Languages.choose(pages, ask, null);
        HandOver handOver = new HandOver(parameters.one("code").orElse(null), state);
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.frame(handOver, locale, nonce), ContentPolicy.framedPage(nonce));
    }
}
