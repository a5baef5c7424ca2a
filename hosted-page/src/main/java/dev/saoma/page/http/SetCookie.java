package dev.saoma.page.http;

import java.time.Duration;

/**
 * A cookie for the browser.
 *
 * @param value empty where it is to be dropped
 * @param maxAge zero where it is to be dropped
 * @param forScripts whether the scripts of our pages may read it; nothing secret is ever in such a cookie
 */
public record SetCookie(String name, String value, Duration maxAge, boolean forScripts) {
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
