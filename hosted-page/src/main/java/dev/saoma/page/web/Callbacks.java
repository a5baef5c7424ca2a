package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFailure;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.SignInOutcome;
import dev.saoma.page.signin.SignInOutcome.GoOn;
import dev.saoma.page.signin.SignInOutcome.Stopped;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.signin.Way;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.Pages;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** What the three ways back from WeChat share: find the sign-in by state and cookie, finish it, tell the trouble. */
final class Callbacks {

    private final PoolSettings settings;
    private final SignInCookies cookies;
    private final SessionCookie sessionCookie;
    private final SignInFlow flow;
    private final WaitingSignIns waiting;
    private final LoginPages loginPages;
    private final Pages pages;
    private final ErrorResponses errors;
    private final Nonces nonces;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(Callbacks.class));

    Callbacks(
            PoolSettings settings,
            SignInCookies cookies,
            SessionCookie sessionCookie,
            SignInFlow flow,
            WaitingSignIns waiting,
            LoginPages loginPages,
            Pages pages,
            ErrorResponses errors,
            Nonces nonces) {
        this.settings = settings;
        this.cookies = cookies;
        this.sessionCookie = sessionCookie;
        this.flow = flow;
        this.waiting = waiting;
        this.loginPages = loginPages;
        this.pages = pages;
        this.errors = errors;
        this.nonces = nonces;
    }

    /** A callback whose sign-in was begun in this browser. */
    record Back(PageRequest ask, PendingSignIn pending, SignInOutcome outcome) {}

    /** Finishes the sign-in, and has {@code goOn} answer if it can go on. */
    PageResponse page(PageRequest ask, Parameters parameters, Way way, Function<Back, PageResponse> goOn)
            throws HttpError {
        Optional<Back> back = finish(ask, parameters, way);
        if (back.isEmpty()) {
            return errors.of(ask, Endpoint.ErrorStyle.PAGE, ErrorCode.SIGN_IN_ELSEWHERE, elsewhere(parameters), null);
        }
        if (back.get().outcome() instanceof Stopped stopped) {
            return errorPage(back.get(), stopped);
        }
        return goOn.apply(back.get()).with(cookies(back.get()));
    }

    /** Finishes a sign-in without WeChat. Where {@code go} cannot, the user is asked anew. */
    PageResponse continued(PageRequest ask, Parameters form, Function<PendingSignIn, Optional<SignInOutcome>> go)
            throws HttpError {
        Optional<PendingSignIn> pending = cookies.find(state(form), ask.cookies());
        if (pending.isEmpty()) {
            return errors.of(ask, Endpoint.ErrorStyle.PAGE, ErrorCode.SIGN_IN_ELSEWHERE, elsewhere(form), null);
        }
        ask.spend();
        Optional<Back> back = go.apply(pending.get()).map(outcome -> new Back(ask, pending.get(), outcome));
        if (back.isEmpty()) {
            return PageResponse.redirect(loginPages.startAgain(pending.get()));
        }
        return back.get().outcome() instanceof Stopped stopped ? errorPage(back.get(), stopped) : onward(back.get());
    }

    /** Not a redirect: browsers hold every redirect that follows a form to the form-action of the page it was on. */
    private PageResponse onward(Back back) {
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.onward(location(back), locale(back), nonce), ContentPolicy.page(nonce));
    }

    /** Finishes the sign-in, and answers as JSON. */
    PageResponse json(PageRequest ask, Parameters parameters, Way way) throws HttpError {
        Optional<Back> back = finish(ask, parameters, way);
        if (back.isEmpty()) {
            return errors.of(
                    ask, Endpoint.ErrorStyle.PROBLEM, ErrorCode.SIGN_IN_ELSEWHERE, elsewhere(parameters), null);
        }
        if (back.get().outcome() instanceof Stopped stopped) {
            return problem(errors, stopped, locale(back.get()));
        }
        return PageResponse.json(200, Map.of("location", location(back.get()).toASCIIString()))
                .with(cookies(back.get()));
    }

    private List<SetCookie> cookies(Back back) {
        List<SetCookie> set = new ArrayList<>();
        waiting.notice(back.pending()).ifPresent(set::add);
        String token = ((GoOn) back.outcome()).session();
        if (token != null) {
            set.add(sessionCookie.set(token));
        }
        return set;
    }

    /** Where a sign-in that can go on goes on. */
    static URI location(Back back) {
        return ((GoOn) back.outcome()).location();
    }

    Locale locale(Back back) {
        return Languages.choose(pages, back.ask(), back.pending().request().uiLocales());
    }

    private Optional<Back> finish(PageRequest ask, Parameters parameters, Way way) throws HttpError {
        String state = state(parameters);
        Optional<PendingSignIn> pending = cookies.find(state, ask.cookies());
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        ask.spend();
        return Optional.of(new Back(ask, pending.get(), finish(ask, pending.get(), parameters.one("code"), way)));
    }

    private SignInOutcome finish(PageRequest ask, PendingSignIn pending, Optional<String> code, Way way) {
        return flow.finish(pending, code, way, sessionCookie.read(ask.cookies()), ask.clientAddress());
    }

    /** The state, which is there once. */
    static String state(Parameters parameters) throws HttpError {
        if (parameters.isRepeated("state") || parameters.isRepeated("code")) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "code and state must not be repeated");
        }
        return parameters.one("state").orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "state is missing"));
    }

    private String elsewhere(Parameters parameters) {
        String id = nonces.errorId();
        String signIn = parameters.one("state").map(Fingerprint::brief).orElse("?");
        bounded.warn("sign-in {} was not begun in this browser, or its cookie is gone error={}", signIn, id);
        return id;
    }

    private PageResponse errorPage(Back back, Stopped stopped) {
        Optional<Application> application =
                settings.application(back.pending().request().clientId());
        ErrorCode code = code(stopped.failure());
        if (application.isEmpty()) {
            return errors.of(back.ask(), Endpoint.ErrorStyle.PAGE, code, stopped.id(), null);
        }
        // What is used or over here is so at the application, too: only the application can begin a new one.
        URI startAgain = code == ErrorCode.SIGN_IN_USED || code == ErrorCode.SIGN_IN_EXPIRED
                ? application.get().homeUri()
                : loginPages.startAgain(back.pending());
        return errors.page(
                code,
                locale(back),
                new ErrorPage(
                        code.kind(),
                        stopped.id(),
                        startAgain,
                        application.get().name(),
                        application.get().homeUri(),
                        null,
                        stopped.number()));
    }

    /** A sign-in that stopped, for the scripts of our pages. */
    static PageResponse problem(ErrorResponses errors, Stopped stopped, Locale locale) {
        return errors.problem(code(stopped.failure()), locale, stopped.id(), stopped.number());
    }

    /** Each failure has an error of its own name. */
    static ErrorCode code(SignInFailure failure) {
        return ErrorCode.valueOf(failure.name());
    }
}
