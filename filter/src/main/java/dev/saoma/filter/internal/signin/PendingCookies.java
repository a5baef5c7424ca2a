package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.web.Cookies;
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
 * Pending sign-ins in the browser, one sealed cookie each, so that tabs do not disturb each other. At most five, and with the
 * filter's other cookies 4 KB in all: containers answer 400 or 431 to a browser that sends much more. The oldest go first; the
 * newest always fits. Thread-safe.
 */
public final class PendingCookies {
    private static final int MAX_COOKIES = 5;
    /** Half of the 8 KB that containers read, for URL, cookies and the headers of browsers and proxies together. */
    private static final int MAX_BYTES = 4096;

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Cookies cookies;
    private final Sealer sealer;
    private final String prefix;
    private final String all;

    /** @param clientTag short id that distinguishes applications on one host */
    public PendingCookies(Cookies cookies, Sealer sealer, String clientTag) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.all = cookies.name("saoma-" + clientTag);
        this.prefix = all + "-";
    }

    void save(HttpServletRequest request, HttpServletResponse response, PendingSignIn pending) {
        String name = name(pending.state());
        String value = sealer.seal(name, pending.encode(), LIFETIME);
        List<Map.Entry<String, String>> others = Cookies.startingWith(prefix, request);
        others.sort(Comparator.comparingLong(
                other -> Sealer.claimedExpiry(other.getValue()).orElse(0)));
        int bytes = name.length() + value.length();
        for (Map.Entry<String, String> ours : Cookies.startingWith(all, request)) {
            bytes += bytes(ours);
        }
        int count = others.size() + 1;
        for (Map.Entry<String, String> oldest : others) {
            if (count <= MAX_COOKIES && bytes <= MAX_BYTES) {
                break;
            }
            cookies.remove(response, oldest.getKey());
            count--;
            bytes -= bytes(oldest);
        }
        cookies.set(response, name, value, LIFETIME.getSeconds());
    }

    private static int bytes(Map.Entry<String, String> cookie) {
        return cookie.getKey().length() + cookie.getValue().length() + "=; ".length();
    }

    /**
     * Finds the sign-in that this browser began with this state, if it has not expired. Of several cookies of that name it is
     * the one that opens and has that state; empty if two do.
     */
    Optional<PendingSignIn> find(HttpServletRequest request, String state) {
        String name = name(state);
        List<PendingSignIn> found = new ArrayList<>();
        for (String value : Cookies.values(name, request)) {
            sealer.open(name, value)
                    .map(PendingSignIn::decode)
                    .filter(pending -> pending.hasState(state))
                    .ifPresent(found::add);
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Whether this browser has sent any pending sign-in, and so accepts cookies. */
    boolean any(HttpServletRequest request) {
        return !Cookies.startingWith(prefix, request).isEmpty();
    }

    void remove(HttpServletResponse response, PendingSignIn pending) {
        cookies.remove(response, name(pending.state()));
    }

    private String name(String state) {
        return prefix + Sha256.shortId(state);
    }
}
