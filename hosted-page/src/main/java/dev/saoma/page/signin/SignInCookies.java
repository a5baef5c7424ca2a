package dev.saoma.page.signin;

import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps pending sign-ins in the browser, one sealed cookie each, so that visitors leave nothing on the server. A cookie has
 * at most four kilobytes, the limit of browsers. Together they have at most seven, so that a server that limits header
 * lines to eight has room for the browser's other cookies, and there are at most five. The oldest are dropped first.
 * Thread-safe.
 */
public final class SignInCookies {
    static final int MAX_COOKIES = 5;
    static final int MAX_CHARS = 4096;
    static final int MAX_TOTAL_CHARS = 7 * 1024;
    /** Longer than a sign-in may take, so that a late callback is reported as expired, and not as another browser's. */
    static final Duration KEPT = Duration.ofMinutes(20);

    private static final String PURPOSE = "sign-in ";

    private final String prefix;
    private final SealedRecords<PendingSignIn> sealed;
    private final Duration qrLifetime;
    private final Clock clock;

    /**
     * Creates cookies sealed by {@code sealer}.
     *
     * @param issuer the page's issuer, a tag of which is in the names
     * @param qrLifetime after this time, beginning the same sign-in again replaces it
     */
    public SignInCookies(Sealer sealer, URI issuer, Duration qrLifetime, Clock clock) {
        this.prefix = CookieNames.of(issuer, "sign-in") + "-";
        this.sealed = new SealedRecords<>(sealer, PendingSignIn.class);
        this.qrLifetime = qrLifetime;
        this.clock = clock;
    }

    /**
     * Returns the cookies to set for a sign-in that begins: its own, and deletions of those it displaces.
     *
     * @param present the cookies that the browser sent
     * @return empty if the request is too large for a cookie
     */
    public Optional<List<SetCookie>> keep(PendingSignIn pending, SentCookies present) {
        String name = prefix + pending.id();
        String value =
                sealed.seal(PURPOSE + pending.id(), pending, clock.instant().plus(KEPT));
        int chars = name.length() + value.length();
        if (chars > MAX_CHARS) {
            return Optional.empty();
        }
        List<SetCookie> cookies = new ArrayList<>();
        cookies.add(new SetCookie(name, value, KEPT));
        dropped(pending, present, MAX_TOTAL_CHARS - chars).forEach(old -> cookies.add(SetCookie.drop(old)));
        return Optional.of(cookies);
    }

    private record Kept(String name, int chars, long startedAt) {}

    private List<String> dropped(PendingSignIn beginning, SentCookies present, int charsLeft) {
        List<String> dropped = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (String name : present.names(prefix)) {
            Optional<PendingSignIn> old = open(name, present);
            if (old.isEmpty() || isReplaced(old.get(), beginning)) {
                dropped.add(name);
            } else {
                int chars = present.values(name).stream()
                        .mapToInt(value -> name.length() + value.length())
                        .sum();
                kept.add(new Kept(name, chars, old.get().startedAt()));
            }
        }
        kept.sort(Comparator.comparingLong(Kept::startedAt).reversed());
        int left = charsLeft;
        for (int i = 0; i < kept.size(); i++) {
            left -= kept.get(i).chars();
            if (i >= MAX_COOKIES - 1 || left < 0) {
                dropped.add(kept.get(i).name());
            }
        }
        return dropped;
    }

    /** Once an expired QR code is replaced, its sign-in is dropped, so that the old code does not become valid again. */
    private boolean isReplaced(PendingSignIn old, PendingSignIn beginning) {
        boolean sameAttempt =
                old.request().clientId().equals(beginning.request().clientId())
                        && old.request().state() != null
                        && Objects.equals(
                                old.request().state(), beginning.request().state());
        Instant qrExpires = old.started().plus(qrLifetime);
        return sameAttempt && !clock.instant().isBefore(qrExpires);
    }

    /** Finds the sign-in with that state, if this browser began it. */
    public Optional<PendingSignIn> find(String state, SentCookies present) {
        return open(prefix + Fingerprint.brief(state), present)
                .filter(pending -> pending.state().equals(state));
    }

    /** Returns all sign-ins that this browser began and still keeps. */
    List<PendingSignIn> all(SentCookies present) {
        return present.names(prefix).stream()
                .flatMap(name -> open(name, present).stream())
                .toList();
    }

    /** Returns the cookie with that name that decrypts; empty if two do, since only one can be meant. */
    private Optional<PendingSignIn> open(String name, SentCookies present) {
        String id = name.substring(prefix.length());
        List<PendingSignIn> opened = present.values(name).stream()
                .flatMap(value -> open(id, value).stream())
                .filter(pending -> pending.id().equals(id))
                .toList();
        return opened.size() == 1 ? Optional.of(opened.get(0)) : Optional.empty();
    }

    private Optional<PendingSignIn> open(String id, String value) {
        return sealed.open(PURPOSE + id, value);
    }
}
