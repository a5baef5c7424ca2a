package dev.saoma.demo;

import dev.saoma.demo.LibrarySignIn.FailedException;
import dev.saoma.demo.LibrarySignIn.Pending;
import dev.saoma.demo.LibrarySignIn.User;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The part of the existing site that has a server: a page, the start of a sign-in and its callback, under {@code /library}. The
 * session is the simplest there is, a random cookie and a map.
 */
final class LibraryPages extends Handler.Abstract {
    static final String PATH = "/library";
    static final String CALLBACK = PATH + "/callback";

    private static final String COOKIE = "shop";
    private static final int MOST_VISITORS = 1000;

    private final LibrarySignIn library;
    private final SitePages pages;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> begun = bounded();
    private final Map<String, User> users = bounded();

    LibraryPages(LibrarySignIn library, SitePages pages) {
        this.library = library;
        this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case PATH -> show(request, response, callback);
            case PATH + "/sign-in" -> signIn(request, response, callback);
            case PATH + "/sign-out" -> signOut(request, response, callback);
            case CALLBACK -> callback(request, response, callback);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void show(Request request, Response response, Callback callback) {
        if (Language.remember(request, response, callback)) {
            return;
        }
        Language language = Language.of(request);
        Optional<User> user = cookie(request).map(users::get);
        String status = user.map(known -> language.text("library.known").replace("{0}", known.subject()))
                .orElse(language.text("library.anonymous"));
        write(language, response, callback, HttpStatus.OK_200, user.map(User::name), status);
    }

    /** Works with the page's own form alone: the cookie is Lax, so browsers do not send it with another site's POST. */
    private void signOut(Request request, Response response, Callback callback) {
        if (request.getMethod().equals("POST")) {
            cookie(request).ifPresent(users::remove);
        }
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, PATH);
        callback.succeeded();
    }

    private void signIn(Request request, Response response, Callback callback) {
        String id = id();
        Pending pending = LibrarySignIn.begin();
        try {
            URI address = library.address(pending);
            begun.put(id, pending);
            redirect(response, callback, id, address.toString());
        } catch (FailedException e) {
            failed(request, response, callback, HttpStatus.BAD_GATEWAY_502, e);
        }
    }

    private void callback(Request request, Response response, Callback callback) {
        Optional<Pending> pending = cookie(request).map(begun::remove);
        if (pending.isEmpty()) {
            failed(request, response, callback, HttpStatus.BAD_REQUEST_400, new FailedException("library.foreign", ""));
            return;
        }
        try {
            String id = id(); // A new session id after the sign-in.
            users.put(id, library.finish(request.getHttpURI().toURI(), pending.get()));
            redirect(response, callback, id, PATH);
        } catch (FailedException e) {
            failed(request, response, callback, HttpStatus.BAD_REQUEST_400, e);
        }
    }

    private void redirect(Response response, Callback callback, String id, String address) {
        Response.addCookie(
                response,
                HttpCookie.build(COOKIE, id)
                        .path(PATH)
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.LAX)
                        .build());
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, address);
        callback.succeeded();
    }

    private void failed(Request request, Response response, Callback callback, int status, FailedException failure) {
        Language language = Language.of(request);
        write(language, response, callback, status, Optional.empty(), failure.in(language));
    }

    private void write(
            Language language, Response response, Callback callback, int status, Optional<String> name, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders()
                .put(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Map<String, String> values =
                Map.of("name", name.orElse(""), "status", text, "signed-out", name.isPresent() ? "" : " hidden");
        Content.Sink.write(response, true, pages.page("library.html", language, values), callback);
    }

    private static Optional<String> cookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Returns a map by the browser's cookie that drops the oldest entry if there are too many. */
    private static <T> Map<String, T> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_VISITORS;
            }
        });
    }

    private String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
