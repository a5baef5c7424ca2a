package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorStyle;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.ResponseRedirects;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.SignInMethod;
import dev.saoma.page.signin.SignInOutcome;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.PopupDone;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Handles the callbacks of WeChat, and the sign-ins that need no scan: each finds the sign-in by state and cookie, or by
 * ticket, finishes it, and has the browser continue to the application. Thread-safe.
 */
public final class CallbackHandlers {
    private final SignInCookies cookies;
    private final SignInFlow flow;
    private final ReturningUsers returning;
    private final WaitingSignIns waiting;
    private final SessionCookie sessionCookie;
    private final ResponseRedirects redirects;
    private final LoginPages loginPages;
    private final Html html;

    /** Creates handlers that finish the sign-ins in {@code cookies}. */
    public CallbackHandlers(
            SignInCookies cookies,
            SignInFlow flow,
            ReturningUsers returning,
            WaitingSignIns waiting,
            SessionCookie sessionCookie,
            ResponseRedirects redirects,
            LoginPages loginPages,
            Html html) {
        this.cookies = cookies;
        this.flow = flow;
        this.returning = returning;
        this.waiting = waiting;
        this.sessionCookie = sessionCookie;
        this.redirects = redirects;
        this.loginPages = loginPages;
        this.html = html;
    }

    /** A callback whose sign-in was begun in this browser. */
    private record Callback(PageRequest request, PendingSignIn pending, SignInOutcome outcome) {
        Completed completed() {
            return (Completed) outcome;
        }
    }

    /** Returns where a completed sign-in continues. */
    private URI location(Callback callback) {
        return redirects.location(callback.completed().response());
    }

    /** {@code /wechat/callback}: WeChat's page replaced ours, and after the scan the browser continues from here. */
    PageResponse redirect(PageRequest request) throws HttpError {
        return page(request, SignInMethod.REDIRECT, callback -> PageResponse.redirect(location(callback)));
    }

    /** {@code /wechat/callback/in-wechat}: inside WeChat, where the code was issued to the official account. */
    PageResponse inWeChat(PageRequest request) throws HttpError {
        return page(request, SignInMethod.IN_WECHAT, callback -> PageResponse.redirect(location(callback)));
    }

    /** {@code /wechat/callback/popup}: sends the login page that opened this window its next address. */
    PageResponse popup(PageRequest request) throws HttpError {
        return page(request, SignInMethod.POPUP, callback -> {
            PopupDone done = new PopupDone(callback.pending().state(), location(callback));
            return html.page(locale(callback), Pages::popup, done, ContentPolicy::page);
        });
    }

    private PageResponse page(PageRequest request, SignInMethod method, Function<Callback, PageResponse> onward)
            throws HttpError {
        FetchMetadata.requireWindow(request);
        Parameters query = request.query();
        Optional<Callback> callback = finish(request, query, method);
        if (callback.isEmpty()) {
            return loginPages.elsewhere(request, query, ErrorStyle.HTML);
        }
        if (callback.get().outcome() instanceof Failed failed) {
            return loginPages.stopped(request, callback.get().pending(), failed);
        }
        return onward.apply(callback.get()).with(cookies(callback.get()));
    }

    /**
     * {@code /sign-in/finish}: the login page posts what its frame handed over; unlike the frame's request, this one has
     * the cookie.
     */
    PageResponse finish(PageRequest request) throws HttpError, IOException {
        Parameters form = request.form();
        Optional<Callback> callback = finish(request, form, SignInMethod.FRAME);
        if (callback.isEmpty()) {
            return loginPages.elsewhere(request, form, ErrorStyle.PROBLEM);
        }
        if (callback.get().outcome() instanceof Failed failed) {
            return loginPages.problem(failed, locale(callback.get()));
        }
        return PageResponse.json(
                        200, Map.of("location", location(callback.get()).toASCIIString()))
                .with(cookies(callback.get()));
    }

    private Optional<Callback> finish(PageRequest request, Parameters parameters, SignInMethod method)
            throws HttpError {
        Optional<PendingSignIn> pending = cookies.find(state(parameters), request.cookies());
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        request.spend();
        SignInOutcome outcome = flow.finish(
                pending.get(),
                parameters.one("code"),
                method,
                sessionCookie.read(request.cookies()),
                request.clientAddress());
        return Optional.of(new Callback(request, pending.get(), outcome));
    }

    private List<SetCookie> cookies(Callback callback) {
        List<SetCookie> set = new ArrayList<>();
        waiting.notice(callback.pending(), callback.completed()).ifPresent(set::add);
        String token = callback.completed().session();
        if (token != null) {
            set.add(sessionCookie.set(token));
        }
        return set;
    }

    private Locale locale(Callback callback) {
        return html.locale(callback.request(), callback.pending().request().uiLocales());
    }

    /**
     * {@code /sign-in/continue}: the user clicked "continue as". Only our own page can post here, so no other site can
     * click for the user. If the session no longer satisfies the request, the sign-in starts again.
     */
    PageResponse continueAs(PageRequest request) throws HttpError, IOException {
        FetchMetadata.requireWindow(request);
        Parameters form = request.form();
        Optional<PendingSignIn> pending = cookies.find(state(form), request.cookies());
        if (pending.isEmpty()) {
            return loginPages.elsewhere(request, form, ErrorStyle.HTML);
        }
        request.spend();
        Optional<Callback> callback = returning
                .continueAs(
                        pending.get(), request.cookies(), form.one("session").orElse(""))
                .map(outcome -> new Callback(request, pending.get(), outcome));
        if (callback.isEmpty()) {
            return PageResponse.redirect(loginPages.startAgain(pending.get()));
        }
        if (callback.get().outcome() instanceof Failed failed) {
            return loginPages.stopped(request, pending.get(), failed);
        }
        // Not a redirect: browsers apply the form-action policy of the form's page to every redirect that follows it.
        return html.page(locale(callback.get()), Pages::onward, location(callback.get()), ContentPolicy::page);
    }

    /** {@code /sign-in/waiting}: a login page that detected a sign-in in another tab requests to continue as well. */
    PageResponse waiting(PageRequest request) throws HttpError, IOException {
        String ticket = request.form()
                .one("ticket")
                .orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "ticket is missing"));
        Map<String, String> continued = waiting.complete(ticket, request.cookies())
                .map(redirects::location)
                .map(location -> Map.of("location", location.toASCIIString()))
                .orElse(Map.of());
        return PageResponse.json(200, continued);
    }

    /** Returns the state; neither it nor the code may be repeated. */
    static String state(Parameters parameters) throws HttpError {
        if (parameters.isRepeated("state") || parameters.isRepeated("code")) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "code and state must not be repeated");
        }
        return parameters.one("state").orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "state is missing"));
    }
}
