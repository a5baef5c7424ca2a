package dev.saoma.page.signin;

import java.time.Duration;

/**
 * A cookie for the browser.
 *
 * @param value empty where it is to be dropped
 * @param maxAge zero where it is to be dropped
 */
public record SetCookie(String name, String value, Duration maxAge) {
    static SetCookie drop(String name) {
        return new SetCookie(name, "", Duration.ZERO);
    }

    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
