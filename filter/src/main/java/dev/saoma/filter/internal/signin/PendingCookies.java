package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.seal.ShortId;
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
import java.util.regex.Pattern;

/**
 * Pending sign-ins in the browser, one sealed cookie each, so that tabs do not disturb each other. At most five, and with the
 * filter's other cookies, those of other applications on the host too, 4 KB in all: containers answer 400 or 431 to a browser
 * that sends much more. The oldest go first; the newest always fits. Thread-safe.
 */
public final class PendingCookies {
    private static final int MAX_COOKIES = 5;
    /** Tomcat and Jetty read 8 KB: 3 KB are the longest address that comes back, and 1 KB is for the other headers. */
    private static final int MAX_BYTES = 4096;
    /** Names of the filter's cookies, in whatever application, after what they all begin with; pending sign-ins have no dot. */
    private static final Pattern OF_ANY_APPLICATION = Pattern.compile("[A-Za-z0-9_-]{8}(?:-[A-Za-z0-9_-]{8}|\\..+)");

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Cookies cookies;
    private final Sealer sealer;
    private final String prefix;
    private final String all;
    private final String everywhere;

    /** @param clientTag tells apart applications on one host; a short id */
    public PendingCookies(Cookies cookies, Sealer sealer, String clientTag) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.everywhere = cookies.name("saoma-");
        this.all = everywhere + clientTag;
        this.prefix = all + "-";
    }

    void save(HttpServletRequest request, HttpServletResponse response, PendingSignIn pending) {
        String name = name(pending.state());
        String value = sealer.seal(name, pending.encode(), LIFETIME);
        List<Map.Entry<String, String>> pendings = new ArrayList<>();
        int bytes = name.length() + value.length();
        int here = 1;
        for (Map.Entry<String, String> cookie : Cookies.startingWith(everywhere, request)) {
            boolean ofAny = isOfAnyApplication(cookie.getKey());
            if (ofAny || cookie.getKey().startsWith(all)) {
                bytes += bytes(cookie);
            }
            if (cookie.getKey().startsWith(prefix)) {
                here++;
                pendings.add(cookie);
            } else if (ofAny && cookie.getKey().indexOf('.') < 0) {
                pendings.add(cookie);
            }
        }
        pendings.sort(Comparator.comparingLong(
                pendingOne -> Sealer.claimedExpiry(pendingOne.getValue()).orElse(0)));
        for (Map.Entry<String, String> oldest : pendings) {
            boolean isHere = oldest.getKey().startsWith(prefix);
            if (bytes > MAX_BYTES || isHere && here > MAX_COOKIES) {
                cookies.remove(response, oldest.getKey());
                here -= isHere ? 1 : 0;
                bytes -= bytes(oldest);
            }
        }
        cookies.set(response, name, value, LIFETIME.getSeconds());
    }

    private boolean isOfAnyApplication(String wireName) {
        return OF_ANY_APPLICATION
                .matcher(wireName.substring(everywhere.length()))
                .matches();
    }

    private static int bytes(Map.Entry<String, String> cookie) {
        return cookie.getKey().length() + cookie.getValue().length() + "=; ".length();
    }

    /**
     * The sign-in that this browser began with this state, if it did and not too long ago. Of several cookies of that name it is the
     * one that opens and has that state; none if two do.
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
