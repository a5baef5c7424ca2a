package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every address that the filter redirects a browser to. All come from the settings; what a request contributes is a path and a
 * query, relative to the application and checked. Immutable.
 */
public final class Addresses {
    public static final String HOME = "/";
    /** The endpoint at which the mapper is called again, after an account has been bound. */
    public static final String CONTINUE = "continue";

    private static final String POPUP_DONE = "popup-done";
    private static final String RESUME = "resume?id=";
    /** The page for a sign-in whose own page cannot be opened again. */
    public static final String NOT_RETURNED = "not-returned";

    private static final String TOO_LONG = NOT_RETURNED + "?why=long";
    private static final String UNSAFE = NOT_RETURNED + "?why=form";

    /** The longest return address in a URL of ours: with all cookies, the request stays below what containers read. */
    private static final int MAX_ASKED = 3800;

    private static final Pattern SESSION_ID = Pattern.compile(";jsessionid=[^/;]*", Pattern.CASE_INSENSITIVE);

    private final String appUrl;
    private final String appPath;
    private final String prefix;

    /**
     * @param appUrl public URL of the application, without a slash at the end
     * @param ownPath prefix of the filter's own addresses inside the application
     */
    public Addresses(String appUrl, String ownPath) {
        this.appUrl = appUrl;
        this.appPath = URI.create(appUrl).getRawPath();
        this.prefix = ownPath + "/";
    }

    /** Returns the redirect URI, to which the provider redirects browsers after a sign-in. */
    public String redirectUri() {
        return own("callback");
    }

    /** Returns the name of the filter's endpoint that a canonical request addresses; null if it addresses the application. */
    @Nullable
    public String own(HttpServletRequest request) {
        return own(request.getRequestURI(), request.getContextPath(), prefix);
    }

    static @Nullable String own(String uri, String context, String prefix) {
        return uri.startsWith(prefix, context.length()) ? uri.substring(context.length() + prefix.length()) : null;
    }

    /** Returns the origin of the application, as browsers send it in {@code Origin}. */
    public String origin() {
        return appUrl.substring(0, appUrl.length() - appPath.length());
    }

    /** Returns the prefix of the filter's own addresses, inside the application. */
    String prefix() {
        return prefix;
    }

    /** Returns the absolute address of a checked path inside the application. */
    public String absolute(String path) {
        return appUrl + path;
    }

    public String own(String name) {
        return appUrl + prefix + name;
    }

    /**
     * Returns where a sign-in in a popup ends: a path inside the application that no request can choose as return path.
     */
    public String popupDone() {
        return prefix + POPUP_DONE;
    }

    /** Returns where a sign-in ends if its page cannot be opened again, by the reason: {@code long} or {@code form}. */
    public String notReturned(String why) {
        return prefix + ("long".equals(why) ? TOO_LONG : UNSAFE);
    }

    /** Returns, for the log, why a sign-in does not end at the requested page; empty if it does. */
    public Optional<String> whyNotReturned(String returnTo) {
        if (!returnTo.startsWith(prefix + NOT_RETURNED)) {
            return Optional.empty();
        }
        return Optional.of("The page asked for is not returned to after the sign-in: its address "
                + (returnTo.equals(tooLong())
                        ? "is longer than 3,072 characters"
                        : "holds // or an escaped percent sign, slash, dot or control character in its path, which"
                                + " could lead a browser elsewhere"));
    }

    /** Returns where the sign-in of a kept form ends, like {@link #popupDone}. */
    public String resume(String id) {
        return prefix + RESUME + id;
    }

    /** Returns the address that starts a sign-in, which ends at a path inside the application. */
    public String login(String returnTo) {
        if (returnTo.startsWith(prefix + RESUME)) {
            return own("login") + "?kept=" + returnTo.substring((prefix + RESUME).length());
        }
        if (returnTo.equals(popupDone())) {
            return own("login") + "?display=popup";
        }
        if (returnTo.startsWith(prefix + NOT_RETURNED)) {
            return own("login") + "?lost=" + (returnTo.equals(tooLong()) ? "long" : "form");
        }
        if (returnTo.equals(HOME)) {
            return own("login");
        }
        String asked = encode(appPath + returnTo);
        return own("login") + (asked.length() > MAX_ASKED ? "?lost=long" : "?return_to=" + asked);
    }

    /** Returns where a sign-in ends if the address of its page is too long, like {@link #popupDone}. */
    public String tooLong() {
        return prefix + TOO_LONG;
    }

    /**
     * Returns the requested page, query byte for byte. If it cannot be opened again, a page of ours that states why; the
     * application's root in place of the filter's own addresses.
     */
    public String returnTo(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String query = request.getQueryString();
        if (request.getDispatcherType() == DispatcherType.FORWARD) {
            uri = Objects.toString(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI), uri);
            query = (String) request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        }
        // A session id in an address serves no honest purpose.
        String path = SESSION_ID
                .matcher(uri.substring(request.getContextPath().length()))
                .replaceAll("");
        if (path.isEmpty()) { // The context path without a slash, which some containers dispatch as it is.
            path = HOME;
        }
        String target = query == null ? path : path + "?" + ReturnPath.escapedQuery(query);
        if (isSafe(target) || target.startsWith(prefix)) {
            return checked(target);
        }
        boolean tooLong = ReturnPath.isTooLong(appPath + target);
        return tooLong ? tooLong() : prefix + UNSAFE;
    }

    /**
     * Returns the address, without scheme and host, that signs in and returns to the page whose script sent the request. The
     * request names the page; only a safe path inside this application is taken from it.
     */
    public String loginFromPage(HttpServletRequest request) {
        String htmx = request.getHeader("HX-Current-URL");
        String page = htmx == null ? request.getHeader("Referer") : htmx;
        String origin = origin();
        boolean ours = page != null && page.startsWith(origin + "/");
        int fragment = ours ? page.indexOf('#') : -1;
        String path = ours ? page.substring(origin.length(), fragment < 0 ? page.length() : fragment) : null;
        return login(returnTo(path)).substring(origin.length());
    }

    /** Returns the requested return path inside the application, or the application's root. */
    public String returnTo(@Nullable String asked) {
        String safe = safe(asked);
        return safe == null ? HOME : safe;
    }

    /** Returns the requested return path inside the application; null if there is none, or it is not safe. */
    @Nullable
    public String safe(@Nullable String asked) {
        boolean ours = asked != null && asked.startsWith(appPath + "/");
        String path = ours ? asked.substring(appPath.length()) : HOME;
        return ours && isSafe(path) ? path : null;
    }

    private String checked(String path) {
        return isSafe(path) ? path : HOME;
    }

    /** Whether a browser may be redirected to this path inside the application, which is not one of the filter's own. */
    public boolean isSafe(String path) {
        return ReturnPath.isSafe(path) && ReturnPath.isSafe(appPath + path) && !path.startsWith(prefix);
    }

    /** Returns the address that signs out and then redirects to a path inside the application, if given. */
    public String logout(@Nullable String returnTo) {
        return returnTo == null ? own("logout") : own("logout") + "?return_to=" + encode(appPath + returnTo);
    }

    /** Returns the URI to which the provider redirects browsers after a sign-out. */
    public String signedOut() {
        return own("signed-out");
    }

    private static String encode(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks UTF-8", e);
        }
    }
}
