package dev.saoma.filter.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kind of client that sent an anonymous request, which decides whether it gets a page: the one rule for all of them.
 *
 * <table>
 *   <caption>By the first line that fits; "html", "json" and "anything" are what {@code Accept} names</caption>
 *   <tr><td>another method than GET, HEAD and POST; a WebSocket; prefetch and prerender</td><td>{@link #OTHER}</td></tr>
 *   <tr><td>Fetch Metadata: navigates a document (no {@code Dest}: browsers of 2019)</td>
 *       <td>{@link #NAVIGATION}, or {@link #FORM} by POST</td></tr>
 *   <tr><td>Fetch Metadata: navigates a frame, object or embed</td><td>{@link #FRAME}</td></tr>
 *   <tr><td>Fetch Metadata: navigates for anything else, as a download</td><td>{@link #UNSURE}</td></tr>
 *   <tr><td>Fetch Metadata: a script, style, image, font, worker, manifest …</td><td>{@link #OTHER}</td></tr>
 *   <tr><td>{@code X-Requested-With} of a script (a WebView of Android writes the name of its app there), htmx, JSF</td>
 *       <td>{@link #OTHER}</td></tr>
 *   <tr><td>html</td><td>{@link #NAVIGATION}, or {@link #FORM} by POST</td></tr>
 *   <tr><td>anything, and not json; or no {@code Accept} at all: old browsers' pages and scripts look alike</td>
 *       <td>{@link #UNSURE}</td></tr>
 *   <tr><td>the rest</td><td>{@link #OTHER}</td></tr>
 * </table>
 *
 * <p>Only a person who opens a page may be redirected to sign in; a script, image, prefetch or socket that is redirected breaks
 * the page it belongs to, and would be remembered as the place to return to. A frame shows a link that opens at the top,
 * because no provider lets itself be framed. A request that may be a person's gets the same link, and neither a cookie nor a
 * remembered address until the link is followed. Nothing that changes state ever depends on a kind being a person: see
 * {@link #isSameOrigin}.
 */
public enum RequestKind {
    /** A page is opened at the top: GET or HEAD. */
    NAVIGATION,
    /** A form is submitted at the top. */
    FORM,
    /** A page is opened, or a form submitted, in a part of a page: a link that opens at the top. */
    FRAME,
    /** The response may be shown to a person or read by a program: answered 401 with a link. */
    UNSURE,
    /** A program: answered 401 in JSON, never redirected. */
    OTHER;

    private static final Set<String> FRAMES = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("frame", "iframe", "fencedframe", "object", "embed")));
    /** The form in which WebViews of Android name the app that they belong to. */
    private static final Pattern APP = Pattern.compile("[A-Za-z]\\w*(\\.\\w+)+");

    /** Classifies a request by Fetch Metadata, or by other headers if a browser does not send it. */
    public static RequestKind of(HttpServletRequest request) {
        String method = request.getMethod();
        boolean read = method.equals("GET") || method.equals("HEAD");
        // Not any upgrade: clients offer "h2c" on ordinary requests.
        boolean webSocket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (!read && !method.equals("POST") || webSocket || isSpeculative(request)) {
            return OTHER;
        }
        RequestKind page = read ? NAVIGATION : FORM;
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (mode != null || destination != null) {
            return byMetadata(mode, destination, page);
        }
        return isScript(request) ? OTHER : byAccept(request.getHeader("Accept"), page);
    }

    private static RequestKind byMetadata(@Nullable String mode, @Nullable String destination, RequestKind page) {
        // Chrome 76 to 80, on which some browsers in China are still based, writes it in this way.
        if ("nested-navigate".equals(mode)) {
            return FRAME;
        }
        if (!"navigate".equals(mode)) {
            return OTHER;
        }
        if (destination == null || destination.equals("document")) {
            return page;
        }
        return FRAMES.contains(destination) ? FRAME : UNSURE;
    }

    private static RequestKind byAccept(@Nullable String accept, RequestKind page) {
        String types = accept == null ? "*/*" : accept.toLowerCase(Locale.ROOT);
        if (types.contains("html")) {
            return page;
        }
        return types.contains("*/*") && !types.contains("json") ? UNSURE : OTHER;
    }

    /** Whether the response may be shown to a person. */
    public boolean mayBePerson() {
        return this != OTHER;
    }

    /** Whether the browser shows, or may show, the response at the top level. */
    public boolean isTopLevel() {
        return this == NAVIGATION || this == FORM || this == UNSURE;
    }

    private static boolean isScript(HttpServletRequest request) {
        String with = request.getHeader("X-Requested-With");
        return with != null && !APP.matcher(with).matches()
                || request.getHeader("HX-Request") != null
                || request.getHeader("Faces-Request") != null;
    }

    /**
     * Whether the request comes from this origin, or from no page at all; null if it does not say, as in old browsers.
     */
    public static @Nullable Boolean isSameOrigin(HttpServletRequest request, String ownOrigin) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null ? null : Boolean.valueOf(origin.equals(ownOrigin));
    }

    /**
     * Whether the response is not shown to a person: a script, an image, a frame or a prefetch requested it. Always false for
     * images and frames in browsers too old to say.
     */
    public static boolean isInBackground(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        return isSpeculative(request)
                || isScript(request)
                || mode != null && !mode.equals("navigate")
                || destination != null && !destination.equals("document");
    }

    private static boolean isSpeculative(HttpServletRequest request) {
        return mentionsPrefetch(request.getHeader("Sec-Purpose"))
                || mentionsPrefetch(request.getHeader("Purpose"))
                || mentionsPrefetch(request.getHeader("X-Moz"));
    }

    private static boolean mentionsPrefetch(@Nullable String value) {
        return value != null && value.toLowerCase(Locale.ROOT).contains("prefetch");
    }
}
