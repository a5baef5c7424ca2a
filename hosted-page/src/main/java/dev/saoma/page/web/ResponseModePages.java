package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Cors;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.ResponseRedirects;
import dev.saoma.page.sdk.WindowNotes;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.view.FormPostPage;
import dev.saoma.page.view.MessagePage;
import dev.saoma.page.view.Pages;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Delivers authorization responses in the browser, as a form that posts itself or as a message to the window's opener, and
 * reports the progress of a window to a site that was cut off from it. Thread-safe.
 */
public final class ResponseModePages {
    private final ResponseRedirects redirects;
    private final WindowNotes windows;
    private final Cors cors;
    private final Html html;

    /** Creates the pages for the responses of {@code redirects}. */
    public ResponseModePages(ResponseRedirects redirects, WindowNotes windows, Cors cors, Html html) {
        this.redirects = redirects;
        this.windows = windows;
        this.cors = cors;
        this.html = html;
    }

    /** {@code /sign-in/post}: has the browser post the response to the application. */
    PageResponse formPost(PageRequest request) throws HttpError {
        AuthorizeResponse response = open(request, redirects, ResponseMode.FORM_POST);
        URI target = URI.create(response.redirectUri());
        return html.page(
                html.locale(request),
                Pages::formPost,
                new FormPostPage(target, response.parameters()),
                nonce -> ContentPolicy.formPost(nonce, Origin.of(target)));
    }

    /** {@code /sdk/v1/done}: sends the response to the window that opened this one, and only to the application's origin. */
    PageResponse webMessage(PageRequest request) throws HttpError {
        AuthorizeResponse response = open(request, redirects, ResponseMode.WEB_MESSAGE);
        String origin = Origin.of(URI.create(response.redirectUri()));
        String state = response.parameters().get("state");
        if (state != null) {
            windows.note(origin, state, WindowNotes.OVER);
        }
        return html.page(
                html.locale(request),
                Pages::message,
                new MessagePage(origin, response.parameters(), response.inQuery()),
                ContentPolicy::page);
    }

    /** Opens the sealed response in the address; only in a window or tab of its own. */
    public static AuthorizeResponse open(PageRequest request, ResponseRedirects redirects, ResponseMode mode)
            throws HttpError {
        FetchMetadata.requireWindow(request);
        return redirects.open(mode, request.query()).orElseThrow(ResponseModePages::tooOld);
    }

    /** Returns the error for a response that cannot be opened. */
    public static HttpError tooOld() {
        return new HttpError(ErrorCode.SIGN_IN_EXPIRED, "the response has expired, or is not ours");
    }

    /**
     * {@code /sdk/v1/window}: a page of ours, in a window that was cut off from the site that opened it, reports its
     * progress.
     */
    PageResponse noteWindow(PageRequest request) throws HttpError, IOException {
        Parameters form = request.form();
        String origin = form.one("origin").filter(cors::isRegistered).orElseThrow(() -> wrong("origin"));
        String place = form.one("at").filter(WindowNotes.PLACES::contains).orElseThrow(() -> wrong("at"));
        windows.note(origin, form.one("state").orElseThrow(() -> wrong("state")), place);
        return PageResponse.bytes(204, "", new byte[0]);
    }

    private static HttpError wrong(String name) {
        return new HttpError(ErrorCode.INVALID_REQUEST, name + " is missing or unknown");
    }

    /** {@code /sdk/v1/status}: a site requests the progress of a window that it was cut off from. */
    PageResponse windowStatus(PageRequest request) throws HttpError, IOException {
        String origin = request.header("Origin")
                .filter(cors::isRegistered)
                .orElseThrow(() -> new HttpError(
                        ErrorCode.FOREIGN_REQUEST, "only scripts of registered origins may request this"));
        String state = request.form()
                .one("state")
                .orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "state is missing"));
        return PageResponse.json(
                200, windows.read(origin, state).map(at -> Map.of("at", at)).orElse(Map.of()));
    }
}
