package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.web.Cookies;
import dev.saoma.filter.internal.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Detects a browser that returns from the provider three times within a minute and still has no session: a provider that still
 * has the user's session would otherwise redirect it in a loop. The count and the start of its minute live in a sealed cookie,
 * so that no other application can stop sign-ins with one of that name. Thread-safe.
 */
public final class LoopGuard {
    private static final int MAX_ROUNDS = 3;
    private static final long SECONDS = 60;
    private static final Pattern VALUE = Pattern.compile("[0-9]-[0-9]{1,12}s?");
    private static final String SIGNED_IN = "s";

    private final Cookies cookies;
    private final Sealer sealer;
    private final Clock clock;
    private final String name;

    public LoopGuard(Cookies cookies, Sealer sealer, Clock clock, String clientTag) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.name = cookies.name("saoma-" + clientTag + ".count");
    }

    /**
     * Checks that a browser has not just been through too many sign-ins.
     *
     * @throws SignInException if the browser keeps losing its session
     */
    public void check(HttpServletRequest request, String returnTo) throws SignInException {
        if (rounds(request) >= MAX_ROUNDS) {
            throw new SignInException(
                    Page.NOT_KEPT,
                    returnTo,
                    "three times within a minute the browser came back from the provider without a session: are cookies"
                            + " blocked, or is the session cookie Secure on an http address, SameSite=Strict (by the"
                            + " container's default or by a proxy: set Lax there), or for another domain or path?");
        }
    }

    /** Counts a failed sign-in of a browser without a session. */
    public void countFailed(HttpServletRequest request, HttpServletResponse response) {
        count(request, response, hasSignedIn(request));
    }

    /** Counts a successful sign-in of a browser without a session, which gets one. */
    public void countSignedIn(HttpServletRequest request, HttpServletResponse response) {
        count(request, response, true);
    }

    private void count(HttpServletRequest request, HttpServletResponse response, boolean signedIn) {
        int before = rounds(request);
        long now = now();
        long start = before == 0 ? now : start(value(request));
        String value = Math.min(before + 1, MAX_ROUNDS) + "-" + start + (signedIn ? SIGNED_IN : "");
        String sealed = sealer.seal(name, value.getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(SECONDS));
        cookies.set(response, name, sealed, Math.max(1, start + SECONDS - now));
    }

    /** Whether this browser has not been counted within the last minute. */
    public boolean isFirst(HttpServletRequest request) {
        return rounds(request) == 0;
    }

    /** Whether this browser got a session within the last minute: one that has none now has lost it. */
    public boolean hasSignedIn(HttpServletRequest request) {
        return rounds(request) > 0 && value(request).endsWith(SIGNED_IN);
    }

    /** Resets the count, since the user pressed a button. */
    public void forget(HttpServletRequest request, HttpServletResponse response) {
        if (rounds(request) > 0) {
            cookies.remove(response, name);
        }
    }

    // The value decides when the minute ends, whatever a browser makes of Max-Age.
    private int rounds(HttpServletRequest request) {
        String value = value(request);
        return !value.isEmpty() && Math.abs(now() - start(value)) < SECONDS ? value.charAt(0) - '0' : 0;
    }

    private String value(HttpServletRequest request) {
        Set<String> ours = new HashSet<>();
        for (String sealed : Cookies.values(name, request)) {
            sealer.open(name, sealed).ifPresent(value -> ours.add(new String(value, StandardCharsets.US_ASCII)));
        }
        String value = ours.size() == 1 ? ours.iterator().next() : "";
        return VALUE.matcher(value).matches() ? value : "";
    }

    private static long start(String value) {
        return Long.parseLong(value.substring(value.indexOf('-') + 1).replace(SIGNED_IN, ""));
    }

    private long now() {
        return clock.millis() / 1000;
    }
}
