package dev.saoma.page.web;

import dev.saoma.page.settings.Application;
import dev.saoma.page.signin.SignInOutcome.Stopped;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import dev.saoma.page.view.RenderedPage;
import dev.saoma.page.web.Endpoint.ErrorStyle;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells trouble in each of the styles. */
final class ErrorAnswers {
    private final Pages pages;
    private final Nonces nonces;

    ErrorAnswers(Pages pages, Nonces nonces) {
        this.pages = pages;
        this.nonces = nonces;
    }

    /** Trouble that concerns no sign-in. */
    Answer of(Ask ask, ErrorStyle style, Trouble trouble, String id, @Nullable String detail) {
        Locale locale = Languages.choose(pages, ask, null);
        return switch (style) {
            case PAGE -> page(trouble, locale, new ErrorPage(trouble.kind(), id, null, null, null, detail));
            case PROBLEM -> problem(trouble, locale, id);
            case OAUTH -> oauth(trouble, detail);
        };
    }

    /** Trouble with a sign-in for that application, which the user may begin anew at {@code startAgain}. */
    Answer page(Stopped stopped, Locale locale, Application application, @Nullable URI startAgain) {
        Trouble trouble = Trouble.of(stopped.failure());
        return page(
                trouble,
                locale,
                new ErrorPage(
                        trouble.kind(),
                        stopped.id(),
                        startAgain,
                        application.name(),
                        application.homeUri(),
                        null,
                        stopped.number()));
    }

    /** A sign-in that stopped, for scripts. */
    Answer problem(Stopped stopped, Locale locale) {
        Trouble trouble = Trouble.of(stopped.failure());
        Problem problem = pages.problem(trouble.kind(), locale);
        // What the person has to read out stands in the text: the page that shows it knows no more.
        String text = stopped.number() == null ? problem.text() : problem.text() + " " + stopped.number();
        return retryLater(
                trouble,
                Answer.json(trouble.status(), Map.of("title", problem.title(), "text", text, "id", stopped.id())));
    }

    /** Trouble with an authorization request, whose application is known or not. */
    Answer refused(
            Ask ask,
            Trouble trouble,
            String id,
            @Nullable String uiLocales,
            @Nullable Application application,
            String detail) {
        Locale locale = Languages.choose(pages, ask, uiLocales);
        String name = application == null ? null : application.name();
        URI home = application == null ? null : application.homeUri();
        return page(trouble, locale, new ErrorPage(trouble.kind(), id, null, name, home, detail));
    }

    Answer problem(Trouble trouble, Locale locale, String id) {
        Problem problem = pages.problem(trouble.kind(), locale);
        return retryLater(
                trouble,
                Answer.json(trouble.status(), Map.of("title", problem.title(), "text", problem.text(), "id", id)));
    }

    private Answer page(Trouble trouble, Locale locale, ErrorPage model) {
        String nonce = nonces.nonce();
        RenderedPage html = pages.error(model, locale, nonce);
        return retryLater(trouble, Answer.html(trouble.status(), html, ContentPolicy.page(nonce)));
    }

    private static Answer oauth(Trouble trouble, @Nullable String detail) {
        String code = trouble.status() == 503 || trouble == Trouble.TOO_MANY
                ? "temporarily_unavailable"
                : trouble.status() >= 500 ? "server_error" : "invalid_request";
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", code);
        if (detail != null) {
            body.put("error_description", detail);
        }
        return retryLater(trouble, Answer.json(trouble.status(), body));
    }

    private static Answer retryLater(Trouble trouble, Answer answer) {
        return trouble.status() == 503 ? answer.with("Retry-After", "5") : answer;
    }
}
