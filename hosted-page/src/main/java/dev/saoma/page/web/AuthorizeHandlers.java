package dev.saoma.page.web;

import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeVerdict;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.ResponseRedirects;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Handles {@code /authorize}: begins a sign-in, or returns an error to the application. Thread-safe. */
public final class AuthorizeHandlers {
    /** Many servers accept request lines of at most 8 KB. */
    private static final int MAX_GET_CHARS = 7 * 1024;

    private final AuthorizeRequests requests;
    private final SignInFlow flow;
    private final SignInCookies cookies;
    private final FirstBegin firstBegin;
    private final Invitations invitations;
    private final ReturningUsers returning;
    private final ResponseRedirects redirects;
    private final LoginPages loginPages;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(AuthorizeHandlers.class));

    /** Creates handlers that begin sign-ins of {@code flow}. */
    public AuthorizeHandlers(
            AuthorizeRequests requests,
            SignInFlow flow,
            SignInCookies cookies,
            FirstBegin firstBegin,
            Invitations invitations,
            ReturningUsers returning,
            ResponseRedirects redirects,
            LoginPages loginPages) {
        this.requests = requests;
        this.flow = flow;
        this.cookies = cookies;
        this.firstBegin = firstBegin;
        this.invitations = invitations;
        this.returning = returning;
        this.redirects = redirects;
        this.loginPages = loginPages;
    }

    /** Handles {@code /authorize}: begins a sign-in, or returns an error to the application. */
    public PageResponse authorize(PageRequest request) throws HttpError, IOException {
        boolean inFrame = FetchMetadata.isInFrame(request);
        if (!inFrame) {
            FetchMetadata.requireWindow(request);
        }
        Parameters parameters = request.method().equals("POST") ? request.form() : request.query();
        if (inFrame && !isSilentRedirect(parameters)) {
            FetchMetadata.requireWindow(request);
        }
        AuthorizeVerdict verdict = requests.judge(parameters);
        if (verdict instanceof Accepted accepted) {
            return request.method().equals("POST") ? asGet(accepted) : begin(request, parameters, accepted);
        }
        return verdict instanceof SentBack sentBack
                ? sentBack(sentBack)
                : refused(request, parameters, (Refused) verdict);
    }

    /**
     * Whether the request shows nothing, so that it may come from a frame, as it does when scripts renew their tokens. In a
     * frame of another site the response is always {@code login_required}, whether or not the user has a session here.
     */
    private static boolean isSilentRedirect(Parameters parameters) {
        String mode = parameters.one("response_mode").orElse("query");
        return parameters.one("prompt").filter("none"::equals).isPresent()
                && (mode.equals(ResponseMode.QUERY.wireName()) || mode.equals(ResponseMode.FRAGMENT.wireName()));
    }

    /**
     * Browsers send no Lax cookie with a POST from another site, so the response must not set one either: existing cookies
     * could not be counted, and any site could fill the browser with them. Browsers send the cookies with the GET that
     * follows.
     */
    private PageResponse asGet(Accepted accepted) throws HttpError {
        URI location = loginPages.asGet(accepted.request());
        if (location.toString().length() > MAX_GET_CHARS) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "a request by POST is sent on to GET, and as a URL this one is longer than " + MAX_GET_CHARS
                            + " characters: use a shorter state and nonce");
        }
        return PageResponse.redirect(location);
    }

    private PageResponse begin(PageRequest request, Parameters parameters, Accepted accepted) throws HttpError {
        AuthorizeRequest asked = accepted.request();
        if (asked.authentication().silent()) {
            boolean disclose = !FetchMetadata.isInFrame(request) || FetchMetadata.isSameSite(request);
            return PageResponse.redirect(redirects.location(
                    disclose ? returning.silently(asked, request.cookies()) : returning.undisclosed(asked)));
        }
        Optional<Instant> first = firstBegin.read(asked, parameters.one(FirstBegin.PARAMETER));
        if (first.isEmpty()) {
            bounded.info("authorize came too late for application={}, which has to start again", asked.clientId());
            return PageResponse.redirect(accepted.application().homeUri());
        }
        PendingSignIn pending = flow.begin(asked, first.get(), invitations.read(request.cookies()));
        List<SetCookie> set = cookies.keep(pending, request.cookies())
                .orElseThrow(
                        () -> new HttpError(
                                ErrorCode.INVALID_REQUEST,
                                "state, nonce, redirect_uri and id_token_hint together are too long for a cookie: shorten state or nonce"));
        Optional<PageSession> known = returning.known(asked, request.cookies());
        PageResponse page = known.isPresent()
                ? loginPages.offer(request, pending, accepted.application(), known.get())
                : loginPages.show(request, pending, accepted.application());
        return page.with(set).with(loginPages.chosenLanguage(parameters));
    }

    private PageResponse sentBack(SentBack sentBack) {
        bounded.info(
                "authorize sent back application={} error={}: {}",
                sentBack.application().clientId(),
                sentBack.error().code().wireName(),
                sentBack.error().description());
        return PageResponse.redirect(redirects.location(sentBack.response()));
    }

    private PageResponse refused(PageRequest request, Parameters parameters, Refused refused) {
        String id = loginPages.newErrorId();
        bounded.warn("authorize refused error={} cause={}: {}", id, refused.reason(), refused.detail());
        return loginPages.refused(request, parameters, refused, id);
    }
}
