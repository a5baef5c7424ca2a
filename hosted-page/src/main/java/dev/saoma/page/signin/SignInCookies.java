package dev.saoma.page.signin;

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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps pending sign-ins in the browser, one sealed cookie each, so that visitors cost the server nothing. Each is at most
 * four kilobytes, as browsers take no more; all together at most seven, so that servers, which read lines of eight, still
 * read what else the browser sends; and at most five. The oldest go first. Thread-safe.
 */
public final class SignInCookies {
    static final int MAX_COOKIES = 5;
    static final int MAX_CHARS = 4096;
    static final int MAX_TOTAL_CHARS = 7 * 1024;
    /** Longer than a sign-in may take, so that who comes late is told so, and not that somebody else began it. */
    static final Duration KEPT = Duration.ofMinutes(20);

    private static final String PURPOSE = "sign-in ";

    private final String prefix;
    private final SealedRecords<PendingSignIn> sealed;
    private final Duration qrLifetime;
    private final Clock clock;

    /**
     * Cookies sealed by {@code sealer}.
     *
     * @param issuer of the page, a tag of which is in the names
     * @param qrLifetime after this, beginning the same sign-in again replaces it
     */
    public SignInCookies(Sealer sealer, URI issuer, Duration qrLifetime, Clock clock) {
        this.prefix = CookieNames.of(issuer, "sign-in") + "-";
        this.sealed = new SealedRecords<>(sealer, PendingSignIn.class);
        this.qrLifetime = qrLifetime;
        this.clock = clock;
    }

    /**
     * The cookies to set for a sign-in that begins: its own, and those to drop.
     *
     * @param present name and value of the cookies the browser sent
     * @return empty if the request is too large to be kept
     */
    public Optional<List<SetCookie>> keep(PendingSignIn pending, Map<String, String> present) {
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

    private List<String> dropped(PendingSignIn beginning, Map<String, String> present, int charsLeft) {
        List<String> dropped = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        present.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                Optional<PendingSignIn> old = open(name.substring(prefix.length()), value);
                if (old.isEmpty() || isReplaced(old.get(), beginning)) {
                    dropped.add(name);
                } else {
                    kept.add(new Kept(
                            name, name.length() + value.length(), old.get().startedAt()));
                }
            }
        });
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

    /** An expired QR code that is begun anew must not come to life again: its sign-in goes with it. */
    private boolean isReplaced(PendingSignIn old, PendingSignIn beginning) {
        boolean sameAttempt =
                old.request().clientId().equals(beginning.request().clientId())
                        && old.request().state() != null
                        && Objects.equals(
                                old.request().state(), beginning.request().state());
        Instant qrExpires = old.started().plus(qrLifetime);
        return sameAttempt && !clock.instant().isBefore(qrExpires);
    }

    /** The sign-in with that state, if this browser began it. */
    public Optional<PendingSignIn> find(String state, Map<String, String> present) {
        String id = Fingerprint.brief(state);
        return Optional.ofNullable(present.get(prefix + id))
                .flatMap(value -> open(id, value))
                .filter(pending -> pending.state().equals(state));
    }

    /** All sign-ins that this browser began and still keeps. */
    List<PendingSignIn> all(Map<String, String> present) {
        return present.entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith(prefix))
                .flatMap(cookie -> open(cookie.getKey().substring(prefix.length()), cookie.getValue()).stream())
                .toList();
    }

    private Optional<PendingSignIn> open(String id, String value) {
        return sealed.open(PURPOSE + id, value);
    }
}
