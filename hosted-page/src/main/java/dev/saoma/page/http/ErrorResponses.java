package dev.saoma.page.http;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders an error as an HTML page, problem JSON or OAuth error. Thread-safe. */
public final class ErrorResponses {
    private static final int ID_CHARS = 10;

    private final Pages pages;
    private final Html html;
    private final RandomText random;

    /** Creates a renderer of errors, whose HTML comes from {@code pages}. */
    public ErrorResponses(Pages pages, RandomText random) {
        this.pages = pages;
        this.html = new Html(pages, random);
        this.random = random;
    }

    /** Returns a new id, which the error page and its log line share. */
    public String newId() {
        return random.alphanumeric(ID_CHARS);
    }

    /** Renders the error in that style; {@code id} is also in the log line. */
    public PageResponse of(PageRequest request, ErrorStyle style, HttpError error, String id) {
        PageResponse response = style.renderer().render(this, request, error, id);
        return error.code() == ErrorCode.TOO_MANY ? response.with("Retry-After", error.retryAfter()) : response;
    }

    PageResponse html(PageRequest request, HttpError error, String id) {
        ErrorCode code = error.code();
        return page(code, html.locale(request), new ErrorPage(code.kind(), id, null, null, null, error.detail()));
    }

    PageResponse problem(PageRequest request, HttpError error, String id) {
        return problem(error.code(), html.locale(request), id, null);
    }

    /** Renders the error as an HTML page. */
    public PageResponse page(ErrorCode code, Locale locale, ErrorPage model) {
        return retryLater(code, html.page(code.status(), locale, Pages::error, model, ContentPolicy::page));
    }

    /**
     * Renders the error as JSON for the scripts of our own pages: title and text in the user's language.
     *
     * @param number that the person has to read out; null if there is none
     */
    public PageResponse problem(ErrorCode code, Locale locale, String id, @Nullable String number) {
        Problem problem = pages.problem(code.kind(), locale);
        // The number is part of the text: the page that shows the text shows nothing else.
        String text = number == null ? problem.text() : problem.text() + " " + number;
        return retryLater(
                code, PageResponse.json(code.status(), Map.of("title", problem.title(), "text", text, "id", id)));
    }

    PageResponse oauth(PageRequest request, HttpError error, String id) {
        ErrorCode code = error.code();
        String name = code.status() == 503 || code == ErrorCode.TOO_MANY
                ? "temporarily_unavailable"
                : code.status() >= 500 ? "server_error" : "invalid_request";
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", name);
        if (error.detail() != null) {
            body.put("error_description", error.detail());
        }
        return retryLater(code, PageResponse.json(code.status(), body));
    }

    private static PageResponse retryLater(ErrorCode code, PageResponse response) {
        return code.status() == 503 ? response.with("Retry-After", "5") : response;
    }
}
