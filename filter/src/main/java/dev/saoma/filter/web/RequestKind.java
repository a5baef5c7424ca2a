package dev.saoma.filter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a browser wants with a request. Only a person who opens a page may be sent to sign in; a script, image, prefetch
 * or socket that is redirected breaks the page it belongs to, and would be remembered as the place to return to.
 */
public enum RequestKind {
    /** Somebody opens a page: GET or HEAD. */
    NAVIGATION,
    /** Somebody submits a form. */
    FORM,
    /** Everything else: answered 401, never redirected. */
    OTHER;

    /** Judges a request by Fetch Metadata, or by its older signs where a browser does not send that. */
    public static RequestKind of(HttpServletRequest request) {
        String method = request.getMethod();
        boolean page = method.equals("GET") || method.equals("HEAD");
        if (!page && !method.equals("POST")) {
            return OTHER;
        }
        // Not any upgrade: clients offer "h2c" on ordinary requests.
        boolean webSocket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if (isSpeculative(request) || webSocket || !isTopLevel(request)) {
            return OTHER;
        }
        return page ? NAVIGATION : FORM;
    }

    /** Whether the request comes from this origin, or from no page at all; nothing is known of old browsers. */
    public static @Nullable Boolean isSameOrigin(HttpServletRequest request, String ownOrigin) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null ? null : Boolean.valueOf(origin.equals(ownOrigin));
    }

    /**
     * Whether nobody looks at the answer: a script, an image, a frame or a browser that guesses what comes next asked for it.
     * Nothing is known of old browsers.
     */
    public static boolean isInBackground(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        return isSpeculative(request)
                || request.getHeader("X-Requested-With") != null
                || mode != null && !mode.equals("navigate")
                || destination != null && !destination.equals("document");
    }

    private static boolean isTopLevel(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (mode != null || destination != null) {
            return "navigate".equals(mode) && (destination == null || destination.equals("document"));
        }
        String accept = request.getHeader("Accept");
        return request.getHeader("X-Requested-With") == null
                && accept != null
                && accept.toLowerCase(Locale.ROOT).contains("html");
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
