package dev.saoma.demo;

import java.util.Locale;
import java.util.ResourceBundle;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The languages of the site: that of the visitor's choice, which a cookie keeps, else the browser's, else Chinese. */
enum Language {
    CHINESE("zh", Locale.ROOT),
    ENGLISH("en", Locale.ENGLISH);

    static final String COOKIE = "lang";

    private final String tag;
    private final ResourceBundle texts;

    Language(String tag, Locale locale) {
        this.tag = tag;
        this.texts = ResourceBundle.getBundle(
                "dev.saoma.demo.shop.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Language of(Request request) {
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(COOKIE)) {
                return of(cookie.getValue());
            }
        }
        if (request.getHeaders().get("Accept-Language") == null) {
            return CHINESE;
        }
        return Request.getLocales(request).stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("zh") || language.equals("en"))
                .findFirst()
                .map(Language::of)
                .orElse(CHINESE);
    }

    /** Handles a request with {@code ?lang=}: stores the choice, and redirects to the page; false for any other request. */
    static boolean remember(Request request, Response response, Callback callback) {
        String tag = Request.extractQueryParameters(request).getValue(COOKIE);
        if (tag == null) {
            return false;
        }
        Response.addCookie(
                response,
                HttpCookie.build(COOKIE, of(tag).tag)
                        .path("/")
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.LAX)
                        .build());
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, Request.getPathInContext(request));
        callback.succeeded();
        return true;
    }

    static Language of(String tag) {
        return tag.equals(ENGLISH.tag) ? ENGLISH : CHINESE;
    }

    /** Returns the text of a key, unescaped. */
    String text(String key) {
        return texts.getString(key);
    }
}
