package dev.saoma.filter.signin;

import dev.saoma.filter.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;

/**
 * Notices sign-ins that succeed and leave no session, three within a minute: a provider that still knows the user would
 * otherwise send the browser round and round. The count lives in a cookie of one minute and decides nothing else.
 */
public final class LoopGuard {
    private static final int MAX_SUCCESSES = 3;
    private static final long SECONDS = 60;

    private final Cookies cookies;
    private final String name;

    public LoopGuard(Cookies cookies, String clientTag) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.name = cookies.name("saoma-" + clientTag + ".count");
    }

    /** Whether this browser, which has no session, has just signed in again and again. */
    boolean isLooping(HttpServletRequest request) {
        return count(request) >= MAX_SUCCESSES;
    }

    /** A browser without a session has signed in. */
    public void succeeded(HttpServletRequest request, HttpServletResponse response) {
        cookies.set(response, name, Integer.toString(Math.min(count(request) + 1, MAX_SUCCESSES)), SECONDS);
    }

    /** Begins to count anew: somebody pressed a button. */
    public void forget(HttpServletRequest request, HttpServletResponse response) {
        if (count(request) > 0) {
            cookies.remove(response, name);
        }
    }

    private int count(HttpServletRequest request) {
        String value = Cookies.startingWith(name, request).get(name);
        return value != null && value.matches("[0-9]") ? value.charAt(0) - '0' : 0;
    }
}
