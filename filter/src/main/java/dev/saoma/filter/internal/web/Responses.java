package dev.saoma.filter.internal.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the filter's own responses: redirects, the 401 for scripts, small pages in Chinese and English. Thread-safe. */
public final class Responses {
    private final Html template = Html.page("page");
    private final Map<String, Html> scripted = scriptedPages("popup-done", "kept", "resume", "sign-in");
    private final List<Texts> languages =
            Arrays.asList(Texts.load("zh-CN", "texts_zh.properties"), Texts.load("en", "texts_en.properties"));
    private final String loginUrl;
    private final SecureRandom random;

    /** @param loginUrl absolute address that starts a sign-in, for "start again" and for scripts */
    public Responses(String loginUrl, SecureRandom random) {
        this.loginUrl = Objects.requireNonNull(loginUrl, "loginUrl");
        this.random = Objects.requireNonNull(random, "random");
    }

    private static Map<String, Html> scriptedPages(String... names) {
        Map<String, Html> pages = new HashMap<>();
        for (String name : names) {
            pages.put(name, Html.page(name));
        }
        return pages;
    }

    /**
     * Redirects the browser.
     *
     * @param status 302, or 303 if the next request must be a GET
     * @param location address from our settings, the provider's metadata or a checked return path
     */
    public void redirect(HttpServletResponse response, int status, String location) {
        response.setStatus(status);
        // sendRedirect lets containers rewrite the address and append session ids.
        response.setHeader("Location", location);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    /**
     * Requires a sign-in of a script, in the form that its framework understands, so that a control on a page leads to a
     * sign-in instead of doing nothing: htmx, the AJAX of JSF, and JSON for everything else.
     *
     * @param path address of the sign-in on our own origin, without scheme and host
     */
    public void loginRequired(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setHeader("X-Saoma-Login", "required");
            // JSF's scripts read only responses with status 200.
            response.setStatus(HttpServletResponse.SC_OK);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
                    + Html.escape(path) + "\"></redirect></partial-response>\n";
            write(request, response, "text/xml;charset=UTF-8", text);
            return;
        }
        if ("true".equals(request.getHeader("HX-Request"))) {
            response.setHeader("HX-Redirect", path);
        }
        loginRequired(request, response);
    }

    /** Responds 401 to a client that is not a person opening a page: states where to sign in, and changes nothing. */
    public void loginRequired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", "login_required");
        members.put("login_url", loginUrl);
        // By this, keep-session.js distinguishes this 401 from the application's own.
        response.setHeader("X-Saoma-Login", "required");
        // RFC 6750, 3: without an error, because no token came.
        response.setHeader("WWW-Authenticate", "Bearer");
        json(request, response, HttpServletResponse.SC_UNAUTHORIZED, members);
    }

    /**
     * Responds 401 to a user in a frame, or to what may be a program, with a page whose link opens at the top. It changes
     * nothing and sets nothing, so that a site that frames it gains nothing.
     *
     * @param address absolute address that starts the sign-in
     */
    public void signInLink(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("login", address);
        values.put("start", loginUrl);
        response.setHeader("X-Saoma-Login", "required");
        response.setHeader("WWW-Authenticate", "Bearer");
        scripted(request, response, "sign-in", HttpServletResponse.SC_UNAUTHORIZED, values);
    }

    /** Writes a JSON object of texts, for programs. */
    public void json(HttpServletRequest request, HttpServletResponse response, int status, Map<String, String> members)
            throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        write(request, response, "application/json;charset=UTF-8", Json.object(members));
    }

    /**
     * Writes a page.
     *
     * @param id failure id that is also in the log, if there is one to quote
     * @param next where the page's button leads; for {@link Page#SIGN_OUT} what it posts to, for {@link Page#SIGNING_OUT} and
     *     {@link Page#SIGNED_IN} the address at which it continues by itself
     */
    public void page(
            HttpServletRequest request, HttpServletResponse response, Page page, @Nullable String id, String next)
            throws IOException {
        page(request, response, page, id, next, null);
    }

    /**
     * Writes a page with a message of the application to the user.
     *
     * @param message text of the application, shown as it is; null for none
     */
    public void page(
            HttpServletRequest request,
            HttpServletResponse response,
            Page page,
            @Nullable String id,
            String next,
            @Nullable String message)
            throws IOException {
        Texts texts = Texts.choose(languages, request.getHeader("Accept-Language"));
        String nonce = nonce();
        Map<String, String> values = new HashMap<>();
        values.put("language", texts.language());
        values.put("nonce", nonce);
        values.put("kind", page.key());
        values.put("title", texts.get(page.key() + ".title"));
        values.put("text", texts.get(page.key() + ".text"));
        values.put(page == Page.SIGN_OUT ? "post" : "next", next);
        values.put("button", texts.get(page.key() + ".button"));
        if (page == Page.SIGNING_OUT || page == Page.SIGNED_IN) {
            values.put("refresh", next);
        }
        if (message != null) {
            values.put("message", message);
        }
        if (id != null) {
            values.put("id", id);
            values.put("idLabel", texts.get("id.label"));
        }
        response.setStatus(page.status());
        boolean framed = page != Page.SIGN_OUT && RequestKind.of(request) == RequestKind.FRAME;
        headers(response, texts.language(), "style-src 'nonce-" + nonce + "'", framed ? Framing.OWN : Framing.NONE);
        if (page == Page.UNAVAILABLE || page == Page.BUSY) {
            response.setHeader("Retry-After", "10");
        } else if (page == Page.TOO_MANY) {
            response.setHeader("Retry-After", "60");
        }
        write(request, response, "text/html;charset=UTF-8", template.fill(values));
    }

    /** Writes the page that ends a sign-in in a popup: it notifies the page that waits for it, and closes itself. */
    public void popupDone(HttpServletRequest request, HttpServletResponse response) throws IOException {
        scripted(request, response, "popup-done", HttpServletResponse.SC_OK, Collections.emptyMap());
    }

    /**
     * Writes a page with a script that continues by itself.
     *
     * @param name of the template, with which the keys of its texts begin
     * @param data for the script, by the names in the template
     */
    public void scripted(
            HttpServletRequest request, HttpServletResponse response, String name, int status, Map<String, String> data)
            throws IOException {
        Texts texts = Texts.choose(languages, request.getHeader("Accept-Language"));
        String nonce = nonce();
        Map<String, String> values = new HashMap<>(texts.startingWith(name + "."));
        values.putAll(data);
        values.put("language", texts.language());
        values.put("nonce", nonce);
        response.setStatus(status);
        Framing framing = name.equals("sign-in") ? Framing.ANY : Framing.NONE;
        headers(response, texts.language(), "script-src 'nonce-" + nonce + "'", framing);
        Html page = Objects.requireNonNull(scripted.get(name), name);
        write(request, response, "text/html;charset=UTF-8", page.fill(values));
    }

    /** Writes plain text, for people with a command line. */
    public void text(HttpServletRequest request, HttpServletResponse response, String text) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        write(request, response, "text/plain;charset=UTF-8", text);
    }

    /** Writes a page built by the caller, with style and without script. */
    public void html(
            HttpServletRequest request, HttpServletResponse response, String language, UnaryOperator<String> ofNonce)
            throws IOException {
        String nonce = nonce();
        headers(response, language, "style-src 'nonce-" + nonce + "'", Framing.NONE);
        write(request, response, "text/html;charset=UTF-8", ofNonce.apply(nonce));
    }

    /** Which sites may show a page of ours in a frame. */
    private enum Framing {
        NONE,
        OWN,
        /** There is nothing to click by mistake. */
        ANY
    }

    private static void headers(HttpServletResponse response, String language, String sources, Framing framing) {
        Map<String, String> headers = Html.headers(language, sources);
        if (framing != Framing.NONE) {
            String own = framing == Framing.OWN ? "; frame-ancestors 'self'" : "";
            headers.computeIfPresent(
                    "Content-Security-Policy", (name, policy) -> policy.replace("; frame-ancestors 'none'", own));
            headers.remove("X-Frame-Options");
        }
        if (framing == Framing.OWN) {
            headers.put("X-Frame-Options", "SAMEORIGIN");
        }
        headers.forEach(response::setHeader);
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            send(response, text, body);
        }
    }

    private static void send(HttpServletResponse response, String text, byte[] body) throws IOException {
        ServletOutputStream out;
        try {
            out = response.getOutputStream();
        } catch (IllegalStateException e) {
            // A page that forwards here has already obtained the writer.
            response.getWriter().write(text);
            return;
        }
        out.write(body);
    }

    private String nonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
