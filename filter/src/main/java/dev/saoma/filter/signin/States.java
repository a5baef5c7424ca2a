package dev.saoma.filter.signin;

import dev.saoma.filter.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * The {@code state} of a sign-in as the provider sees it: its random part, and behind a dot the page to come back to, sealed.
 * The random part alone decides whether an answer belongs to this browser. The page is for answers whose cookie is gone (the
 * sixth tab, a night later): they still lead to their own page, as any link could. Thread-safe.
 */
public final class States {
    private static final String PURPOSE = "saoma state";
    private static final char DOT = '.';
    /** Longer ones would make every address and the provider's own cookies long. */
    private static final int MAX_PATH = 200;

    private static final Duration LIFETIME = Duration.ofDays(7);

    private final Sealer sealer;

    public States(Sealer sealer) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
    }

    String text(PendingSignIn pending) {
        String returnTo = pending.returnTo();
        return returnTo.equals("/") || returnTo.length() > MAX_PATH
                ? pending.state()
                : pending.state() + DOT + sealer.seal(PURPOSE, returnTo.getBytes(StandardCharsets.US_ASCII), LIFETIME);
    }

    /** The random part. */
    public static String core(String state) {
        int dot = state.indexOf(DOT);
        return dot < 0 ? state : state.substring(0, dot);
    }

    /** Where the sign-in with that state was to end, or home. */
    String returnTo(String state) {
        int dot = state.indexOf(DOT);
        return dot < 0
                ? "/"
                : sealer.open(PURPOSE, state.substring(dot + 1))
                        .map(path -> new String(path, StandardCharsets.US_ASCII))
                        .orElse("/");
    }
}
