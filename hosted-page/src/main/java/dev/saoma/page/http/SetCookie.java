package dev.saoma.page.http;

import java.time.Duration;

/**
 * A {@code Set-Cookie} header.
 *
 * @param value empty to delete the cookie
 * @param maxAge zero to delete the cookie
 * @param forScripts whether scripts of our pages may read it; such a cookie never contains a secret
 * @param strict whether browsers withhold it from every request that another site has caused
 */
public record SetCookie(String name, String value, Duration maxAge, boolean forScripts, boolean strict) {
    /** Creates a cookie that browsers also send when the user follows a link from another site. */
    public SetCookie(String name, String value, Duration maxAge, boolean forScripts) {
        this(name, value, maxAge, forScripts, false);
    }

    /** Creates a cookie that scripts cannot read. */
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
