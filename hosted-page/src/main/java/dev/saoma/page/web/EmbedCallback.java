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
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.view.HandOver;
import dev.saoma.page.view.Pages;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /wechat/callback/embed/…}: as {@link FrameCallback}, two frames deep in the page of an application, whose origins have
 * to be among those that may frame it: browsers look at every page around. Which application it is for is in the path.
 */
final class EmbedCallback implements Endpoint {
    private final PoolSettings settings;
    private final Pages pages;
    private final Nonces nonces;

    EmbedCallback(PoolSettings settings, Pages pages, Nonces nonces) {
        this.settings = settings;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.EMBED_CALLBACK;
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
    public PageResponse answer(PageRequest ask) throws HttpError {
        Application application = settings.application(ask.path().substring(Addresses.EMBED_CALLBACK.length()))
                .filter(app -> !app.origins().isEmpty())
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no application with origins has this id"));
        Parameters parameters = ask.query();
        String state = Callbacks.state(parameters);
        if (!PendingSignIn.isState(state)) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "state is not one of ours");
        }
        Locale locale = Languages.choose(pages, ask, null);
        HandOver handOver = new HandOver(parameters.one("code").orElse(null), state);
        String nonce = nonces.nonce();
        return PageResponse.html(
                200,
                pages.frame(handOver, locale, nonce),
                ContentPolicy.framedPageWithin(nonce, application.origins()));
    }
}
