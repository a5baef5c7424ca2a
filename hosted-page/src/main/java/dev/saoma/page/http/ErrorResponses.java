package dev.saoma.page.http;

import dev.saoma.page.http.Endpoint.ErrorStyle;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Problem;
import dev.saoma.page.view.RenderedPage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders an error as HTML page, problem JSON or OAuth error. Thread-safe. */
public final class ErrorResponses {
    private final Pages pages;
    private final Nonces nonces;

    /** Errors shown by {@code pages}. */
    public ErrorResponses(Pages pages, Nonces nonces) {
        this.pages = pages;
        this.nonces = nonces;
    }

    /**
     * The response for an error that concerns no sign-in.
     *
     * @param id of the line in the log
     * @param detail for developers; null where there is none
     */
    public PageResponse of(PageRequest request, ErrorStyle style, ErrorCode code, String id, @Nullable String detail) {
        Locale locale = Languages.choose(pages, request, null);
        return switch (style) {
            case PAGE -> page(code, locale, new ErrorPage(code.kind(), id, null, null, null, detail));
            case PROBLEM -> problem(code, locale, id, null);
            case OAUTH -> oauth(code, detail);
        };
    }

    /** The error as HTML page. */
    public PageResponse page(ErrorCode code, Locale locale, ErrorPage model) {
        String nonce = nonces.nonce();
        RenderedPage html = pages.error(model, locale, nonce);
        return retryLater(code, PageResponse.html(code.status(), html, ContentPolicy.page(nonce)));
    }

    /**
     * The error as JSON for the scripts of our own pages: title and text in the user's language.
     *
     * @param number that the person has to read out; null where there is none
     */
    public PageResponse problem(ErrorCode code, Locale locale, String id, @Nullable String number) {
        Problem problem = pages.problem(code.kind(), locale);
        // The number stands in the text: the page that shows it knows no more.
        String text = number == null ? problem.text() : problem.text() + " " + number;
        return retryLater(
                code, PageResponse.json(code.status(), Map.of("title", problem.title(), "text", text, "id", id)));
    }

    /** The error as RFC 6749, 5.2 has it. */
    private static PageResponse oauth(ErrorCode code, @Nullable String detail) {
        String error = code.status() == 503 || code == ErrorCode.TOO_MANY
                ? "temporarily_unavailable"
                : code.status() >= 500 ? "server_error" : "invalid_request";
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        if (detail != null) {
            body.put("error_description", detail);
        }
        return retryLater(code, PageResponse.json(code.status(), body));
    }

    private static PageResponse retryLater(ErrorCode code, PageResponse response) {
        return code.status() == 503 ? response.with("Retry-After", "5") : response;
    }
}
