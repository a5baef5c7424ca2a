package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.view.EmbedPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.wechat.QrConnect;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /embed}: the QR code for a frame in a page of a registered origin, and the only page of ours that another site may
 * frame. It neither reads nor sets a cookie, and knows nobody: there is nothing in it that a click could give away. A request
 * that is wrong gets a page that no site may frame; then the component offers a window, where it says what is wrong.
 */
final class EmbedEndpoint implements Endpoint {
    private final PoolSettings settings;
    private final AuthorizeRequests requests;
    private final SignInFlow flow;
    private final EmbeddedSignIns embedded;
    private final Pages pages;
    private final Addresses addresses;
    private final QrConnect wechat;
    private final Nonces nonces;

    EmbedEndpoint(
            PoolSettings settings,
            AuthorizeRequests requests,
            SignInFlow flow,
            EmbeddedSignIns embedded,
            Pages pages,
            Addresses addresses,
            Nonces nonces) {
        this.settings = settings;
        this.requests = requests;
        this.flow = flow;
        this.embedded = embedded;
        this.pages = pages;
        this.addresses = addresses;
        this.wechat = new QrConnect(settings.wechat());
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.EMBED;
    }

    @Override
    public Budget budget() {
        return Budget.SIGN_INS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        FetchMetadata.requireFrame(ask);
        if (!(requests.judge(ask.query()) instanceof Accepted accepted)) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "the same request at /authorize says what is wrong with it");
        }
        AuthorizeRequest request = accepted.request();
        if (request.wishes().responseMode() != ResponseMode.WEB_MESSAGE || request.state() == null) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST, "response_mode must be web_message, and state must be there");
        }
        if (request.wishes().silent() || Surroundings.of(ask) == Surroundings.WECHAT_ON_PHONE) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "a code in a frame has to be scanned by somebody");
        }
        return show(ask, flow.begin(request), accepted.application());
    }

    private PageResponse show(PageRequest ask, PendingSignIn pending, Application application) {
        AuthorizeRequest request = pending.request();
        Locale locale = Languages.choose(pages, ask, request.uiLocales());
        boolean english = locale.getLanguage().equals("en");
        URI callback = URI.create(addresses.url(Addresses.EMBED_CALLBACK + application.clientId()));
        EmbedPage model = new EmbedPage(
                application.name(),
                pending.state(),
                wechat.framed(callback, pending.state(), english),
                URI.create(addresses.url(Addresses.EMBED_FINISH)),
                embedded.ticket(pending),
                FirstBegin.useful(pending, settings.qrLifetime()),
                Addresses.origin(URI.create(request.redirectUri())),
                String.valueOf(request.state()));
        String nonce = nonces.nonce();
        String wechatOrigin = Addresses.origin(settings.wechat().openUrl());
        return PageResponse.html(
                200,
                pages.embed(model, locale, nonce),
                ContentPolicy.embedded(nonce, wechatOrigin, application.origins()));
    }
}
