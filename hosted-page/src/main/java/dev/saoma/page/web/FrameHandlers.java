package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.AuthorizeVerdict;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.SignInOutcome;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.view.EmbedPage;
import dev.saoma.page.view.HandOver;
import dev.saoma.page.view.MessagePage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.wechat.QrConnect;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Handles what is shown in frames: the QR code in a page of a registered origin, WeChat's callback in the frame of a login
 * page or of such a page, and the hidden frame that checks whether the user is still signed in here. Thread-safe.
 */
public final class FrameHandlers {
    private final PoolSettings settings;
    private final AuthorizeRequests requests;
    private final SignInFlow flow;
    private final EmbeddedSignIns embedded;
    private final ReturningUsers returning;
    private final LoginPages loginPages;
    private final Html html;
    private final Addresses addresses;
    private final QrConnect wechat;

    /** Creates the frames for the applications in {@code settings}. */
    public FrameHandlers(
            PoolSettings settings,
            AuthorizeRequests requests,
            SignInFlow flow,
            EmbeddedSignIns embedded,
            ReturningUsers returning,
            LoginPages loginPages,
            Html html) {
        this.settings = settings;
        this.requests = requests;
        this.flow = flow;
        this.embedded = embedded;
        this.returning = returning;
        this.loginPages = loginPages;
        this.html = html;
        this.addresses = new Addresses(settings.issuer());
        this.wechat = new QrConnect(settings.wechat());
    }

    /**
     * {@code /embed}: the QR code for a frame in a page of a registered origin, and the only page of ours that another site
     * may frame visibly. It sets no cookie, reads only that of the language, and knows no user, so there is nothing to
     * clickjack. An invalid request gets an error page that no site may frame; the component then offers a window, which
     * shows what is wrong.
     */
    PageResponse embed(PageRequest request) throws HttpError {
        FetchMetadata.requireFrame(request);
        if (!(requests.judge(request.query()) instanceof Accepted accepted)) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST, "the same request at /authorize reports what is wrong with it");
        }
        AuthorizeRequest asked = accepted.request();
        if (asked.authentication().responseMode() != ResponseMode.WEB_MESSAGE || asked.state() == null) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "response_mode must be web_message, and state is required");
        }
        if (asked.authentication().silent() || Device.of(request) == Device.WECHAT_ON_PHONE) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "a sign-in in a frame needs a scan");
        }
        return qrCode(request, flow.begin(asked), accepted.application());
    }

    private PageResponse qrCode(PageRequest request, PendingSignIn pending, Application application) throws HttpError {
        LoginPages.requireWeChat(settings.wechat());
        AuthorizeRequest asked = pending.request();
        Locale locale = html.locale(request, asked.uiLocales());
        boolean english = locale.getLanguage().equals("en");
        URI callback = addresses.uri(Addresses.EMBED_CALLBACK + application.clientId());
        EmbedPage model = new EmbedPage(
                application.name(),
                pending.state(),
                wechat.framed(callback, pending.state(), english),
                addresses.uri(Addresses.EMBED_FINISH),
                embedded.ticket(pending),
                FirstBegin.useful(pending, settings.qrLifetime()).toMillis(),
                Origin.of(URI.create(asked.redirectUri())),
                String.valueOf(asked.state()));
        String wechatOrigin = Origin.of(settings.wechat().openUrl());
        return html.page(
                locale,
                Pages::embed,
                model,
                nonce -> ContentPolicy.embedded(nonce, wechatOrigin, application.origins()));
    }

    /** {@code /embed/finish}: the framed page posts its ticket and what WeChat's frame handed over, and gets the response. */
    PageResponse finish(PageRequest request) throws HttpError, IOException {
        Parameters form = request.form();
        Optional<PendingSignIn> pending = form.one("ticket").isPresent()
                ? embedded.open(form.one("ticket").get(), CallbackHandlers.state(form))
                : Optional.empty();
        if (pending.isEmpty()) {
            throw new HttpError(ErrorCode.SIGN_IN_EXPIRED, "the ticket is missing, expired or not ours");
        }
        request.spend();
        SignInOutcome outcome = flow.finishEmbedded(pending.get(), form.one("code"), request.clientAddress());
        return outcome instanceof Failed failed
                ? loginPages.problem(
                        failed, html.locale(request, pending.get().request().uiLocales()))
                : PageResponse.json(
                        200, Map.of("response", ((Completed) outcome).response().parameters()));
    }

    /**
     * {@code /wechat/callback/frame}: the frame in the login page, redirected here by WeChat's script. Browsers withhold
     * our cookie from such a request, so nothing is finished here: the frame hands code and state to the login page, which
     * posts them to {@code /sign-in/finish}.
     */
    PageResponse callback(PageRequest request) throws HttpError {
        return handOver(request, ContentPolicy::framedPage);
    }

    /**
     * {@code /wechat/callback/embed/…}: the same, two frames deep in an application's page. The policy has to list the
     * application's origins, since browsers check every ancestor. The path ends with the application's id.
     */
    PageResponse embeddedCallback(PageRequest request) throws HttpError {
        Application application = settings.application(request.path().substring(Addresses.EMBED_CALLBACK.length()))
                .filter(app -> !app.origins().isEmpty())
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no application with origins has this id"));
        return handOver(request, nonce -> ContentPolicy.framedPageWithin(nonce, application.origins()));
    }

    private PageResponse handOver(PageRequest request, Function<String, ContentPolicy> policy) throws HttpError {
        Parameters query = request.query();
        String state = CallbackHandlers.state(query);
        if (!PendingSignIn.isState(state)) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "state is not one of ours");
        }
        HandOver model = new HandOver(query.one("code").orElse(null), state);
        return html.page(html.locale(request), Pages::frame, model, policy);
    }

    /**
     * {@code /sdk/v1/silent}: a page of a registered origin checks in a hidden frame whether its user is still signed in
     * here, as with {@code prompt=none} at {@code /authorize} but without a redirect. Browsers send the session cookie only
     * into frames of pages of the same site; a page of another site gets the response that a click is needed. The frame
     * shows nothing to see or click.
     */
    PageResponse silent(PageRequest request) throws HttpError {
        FetchMetadata.requireFrame(request);
        AuthorizeVerdict verdict = requests.judge(request.query());
        if (verdict instanceof Accepted accepted) {
            return message(request, silently(request, accepted.request()), accepted.application());
        }
        if (verdict instanceof SentBack sentBack) {
            return message(request, sentBack.response(), sentBack.application());
        }
        throw notSilent();
    }

    private AuthorizeResponse silently(PageRequest request, AuthorizeRequest asked) throws HttpError {
        if (!asked.authentication().silent() || asked.authentication().responseMode() != ResponseMode.WEB_MESSAGE) {
            throw notSilent();
        }
        return FetchMetadata.isCrossSite(request)
                ? returning.outOfSight(asked)
                : returning.silently(asked, request.cookies());
    }

    private PageResponse message(PageRequest request, AuthorizeResponse response, Application application)
            throws HttpError {
        if (response.mode() != ResponseMode.WEB_MESSAGE) {
            throw notSilent();
        }
        String origin = Origin.of(URI.create(response.redirectUri()));
        return html.page(
                html.locale(request),
                Pages::message,
                new MessagePage(origin, response.parameters(), response.inQuery()),
                nonce -> ContentPolicy.framedBy(nonce, application.origins()));
    }

    private static HttpError notSilent() {
        return new HttpError(
                ErrorCode.INVALID_REQUEST,
                "prompt must be none and response_mode web_message; the same request at /authorize reports what else is wrong");
    }
}
