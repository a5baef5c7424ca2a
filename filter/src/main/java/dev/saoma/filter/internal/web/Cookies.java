package dev.saoma.filter.internal.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes our cookies and finds them again. The header is written by us, because the servlet API before 6.0 does not support
 * {@code SameSite} and containers differ in what else they add. Immutable.
 *
 * @see "RFC 6265bis: __Host- names need Secure, Path=/ and no Domain"
 */
public final class Cookies {
    private final boolean secure;

    /** @param secure false only for plain http on loopback, where the prefix and {@code Secure} are left out */
    public Cookies(boolean secure) {
        this.secure = secure;
    }

    /** Returns the name on the wire for a name of ours. */
    public String name(String name) {
        return secure ? "__Host-" + name : name;
    }

    /** Sets a cookie for some seconds; name as on the wire, value made of cookie-safe characters. */
    public void set(HttpServletResponse response, String wireName, String value, long maxAgeSeconds) {
        response.addHeader(
                "Set-Cookie",
                wireName + "=" + value + "; Path=/; Max-Age=" + maxAgeSeconds + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }

    /**
     * Sets a cookie that shows whether browsers return cookies of that path. Its name has no prefix, which would need Path=/.
     */
    public void probe(HttpServletResponse response, String plainName, String value, String path, long maxAgeSeconds) {
        response.addHeader(
                "Set-Cookie",
                plainName + "=" + value + "; Path=" + path + "; Max-Age=" + maxAgeSeconds + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }

    /** Removes a cookie, with the attributes that it was set with. */
    public void remove(HttpServletResponse response, String wireName) {
        set(response, wireName, "", 0);
    }

    /**
     * Returns the cookies of a request whose wire names begin with this, in the order of the request. The header is parsed
     * here: what other applications on the host, or on a sibling domain, put into it makes some containers drop all that
     * follows, or fail. A name may come more than once.
     *
     * @see "RFC 6265, 5.4"
     */
    public static List<Map.Entry<String, String>> startingWith(String wirePrefix, HttpServletRequest request) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        Enumeration<String> headers = request.getHeaders("Cookie");
        if (headers == null || !headers.hasMoreElements()) {
            addParsed(wirePrefix, request, found);
            return found;
        }
        while (headers.hasMoreElements()) {
            String header = headers.nextElement();
            for (int start = 0; start < header.length(); ) {
                int semicolon = header.indexOf(';', start);
                int end = semicolon < 0 ? header.length() : semicolon;
                add(wirePrefix, header.substring(start, end).trim(), found);
                start = end + 1;
            }
        }
        return found;
    }

    /** Returns the distinct values of the cookies of this wire name: as a rule one, or none. */
    public static Set<String> values(String wireName, HttpServletRequest request) {
        Set<String> values = new LinkedHashSet<>();
        for (Map.Entry<String, String> cookie : startingWith(wireName, request)) {
            if (cookie.getKey().equals(wireName)) {
                values.add(cookie.getValue());
            }
        }
        return values;
    }

    private static void add(String wirePrefix, String pair, List<Map.Entry<String, String>> found) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.startsWith(wirePrefix)) {
            String name = pair.substring(0, equals).trim();
            found.add(new SimpleImmutableEntry<>(
                    name, unquoted(pair.substring(equals + 1).trim())));
        }
    }

    // Test frameworks supply cookies without a header.
    private static void addParsed(
            String wirePrefix, HttpServletRequest request, List<Map.Entry<String, String>> found) {
        Cookie[] all = request.getCookies();
        if (all != null) {
            for (Cookie cookie : all) {
                if (cookie.getName().startsWith(wirePrefix)) {
                    found.add(new SimpleImmutableEntry<>(cookie.getName(), unquoted(cookie.getValue())));
                }
            }
        }
    }

    // RFC 6265, 4.1.1. The JDK's CookieManager puts quotation marks around the value of each cookie that came with a
    // Max-Age, and some containers keep them.
    private static String unquoted(String value) {
        int last = value.length() - 1;
        return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"' ? value.substring(1, last) : value;
    }
}
