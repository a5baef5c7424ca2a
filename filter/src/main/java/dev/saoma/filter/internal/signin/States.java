package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.seal.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code state} of a sign-in as the provider sees it: its random part and, behind a dot, the page to return to, sealed. The
 * random part alone decides whether a response belongs to this browser. The page is for responses whose cookie is gone (a sixth
 * tab, the next morning): they still lead to their own page, or to a fresh sign-in for it, as any link could. Thread-safe.
 */
public final class States {
    private static final String PURPOSE = "saoma state";
    private static final char DOT = '.';
    /** Keeps the whole state within 2 KB, which providers accept. */
    private static final int MAX_PATH = 1600;

    private static final Duration LIFETIME = Duration.ofDays(7);

    private final Sealer sealer;
    private final Clock clock;
    private final String tooLong;

    /** @param tooLong where a sign-in ends if the address of its page is too long for the state */
    public States(Sealer sealer, Clock clock, String tooLong) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.tooLong = Objects.requireNonNull(tooLong, "tooLong");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    String text(PendingSignIn pending) {
        String returnTo = pending.returnTo().length() > MAX_PATH ? tooLong : pending.returnTo();
        return pending.state() + DOT + sealer.seal(PURPOSE, PendingSignIn.pack(returnTo), LIFETIME);
    }

    /** Returns the random part of a state. */
    public static String core(String state) {
        int dot = state.indexOf(DOT);
        return dot < 0 ? state : state.substring(0, dot);
    }

    /** Returns where the sign-in with that state was to end; empty if the state is not ours or a week old. */
    Optional<String> returnTo(String state) {
        return sealer.open(PURPOSE, sealed(state)).map(PendingSignIn::unpack);
    }

    /** Whether the sign-in with that state, which must be ours, began at least that long ago. */
    boolean isOlder(String state, Duration age) {
        long expiry = Sealer.claimedExpiry(sealed(state)).orElse(Long.MAX_VALUE);
        return clock.millis() / 1000 >= expiry - LIFETIME.getSeconds() + age.getSeconds();
    }

    private static String sealed(String state) {
        return state.substring(state.indexOf(DOT) + 1);
    }
}
