package dev.saoma.page.http;

import java.time.Duration;

/**
 * A {@code Set-Cookie} header.
 *
 * @param value empty to delete the cookie
 * @param maxAge zero to delete the cookie
 * @param forScripts whether the scripts of our pages may read it; nothing secret is ever in such a cookie
 * @param strict whether it is sent with no request that another site has caused
 */
public record SetCookie(String name, String value, Duration maxAge, boolean forScripts, boolean strict) {
    /** A cookie that links on other sites may bring along. */
    public SetCookie(String name, String value, Duration maxAge, boolean forScripts) {
        this(name, value, maxAge, forScripts, false);
    }

    /** A cookie for the server alone. */
    public SetCookie(String name, String value, Duration maxAge) {
        this(name, value, maxAge, false);
    }

    public static SetCookie drop(String name) {
        return new SetCookie(name, "", Duration.ZERO);
    }

    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
