package dev.saoma.filter.signin;

import dev.saoma.filter.seal.Sealer;
import dev.saoma.filter.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Pending sign-ins in the browser, one sealed cookie each, so that tabs do not disturb each other. At most five and
 * 3.9 KB in all: containers answer 400 to a browser that sends much more. The oldest go first. Thread-safe.
 */
public final class PendingCookies {
    private static final int MAX_COOKIES = 5;
    private static final int MAX_BYTES = 3900;
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Cookies cookies;
    private final Sealer sealer;
    private final String prefix;

    /** @param clientTag tells apart applications on one host; a short id */
    public PendingCookies(Cookies cookies, Sealer sealer, String clientTag) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.prefix = cookies.name("saoma-" + clientTag + "-");
    }

    void save(HttpServletRequest request, HttpServletResponse response, PendingSignIn pending) {
        String name = name(pending.state());
        String value = sealer.seal(name, pending.encode(), LIFETIME);
        List<Map.Entry<String, String>> others =
                new ArrayList<>(Cookies.startingWith(prefix, request).entrySet());
        others.sort(Comparator.comparingLong(
                other -> Sealer.claimedExpiry(other.getValue()).orElse(0)));
        int bytes = name.length() + value.length();
        for (Map.Entry<String, String> other : others) {
            bytes += other.getKey().length() + other.getValue().length();
        }
        int count = others.size() + 1;
        for (Map.Entry<String, String> oldest : others) {
            if (count <= MAX_COOKIES && bytes <= MAX_BYTES) {
                break;
            }
            cookies.remove(response, oldest.getKey());
            count--;
            bytes -= oldest.getKey().length() + oldest.getValue().length();
        }
        cookies.set(response, name, value, LIFETIME.getSeconds());
    }

    /** The sign-in that this browser began with this state, if it did and not too long ago. */
    Optional<PendingSignIn> find(HttpServletRequest request, String state) {
        String name = name(state);
        String value = Cookies.startingWith(name, request).get(name);
        return value == null
                ? Optional.empty()
                : sealer.open(name, value).map(PendingSignIn::decode).filter(pending -> pending.hasState(state));
    }

    /** Whether this browser has sent any sign-in at all, and so keeps cookies. */
    boolean any(HttpServletRequest request) {
        return !Cookies.startingWith(prefix, request).isEmpty();
    }

    void remove(HttpServletResponse response, PendingSignIn pending) {
        cookies.remove(response, name(pending.state()));
    }

    private String name(String state) {
        return prefix + ShortId.of(state);
    }
}
