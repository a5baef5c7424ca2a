package dev.saoma.page.sdk;

import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the user of a sign-in window is, for a site that the window was cut off from, whose page requests it here. A note holds
 * one word and never the user or the code: a site that opens a window in another's name knows all that the other one knows, so
 * notes must contain nothing of value. Notes expire after two minutes; without them a sign-in only ends later, so they never
 * make one fail. Thread-safe.
 */
public final class WindowNotes {
    static final Kind NOTE = Kind.expendable("sign-in-window", Duration.ofMinutes(2));

    /** What a window may report. */
    public static final Set<String> PLACES =
            Set.of("code", "waiting", "finishing", "expired", "declined", "problem", "left", "closing");

    /** The sign-in is over; only the page itself reports this. */
    public static final String OVER = "over";

    private static final int MAX_STATE_CHARS = 2048;

    private final Store store;

    /** Creates notes in that store. */
    public WindowNotes(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Records that the window of the sign-in that the site at {@code origin} calls {@code state} is at {@code place}. {@link
     * #OVER} is final: the beacon of a page that is left can arrive after the next page has loaded.
     */
    public void note(String origin, String state, String place) {
        if (state.length() > MAX_STATE_CHARS) {
            return;
        }
        String key = key(origin, state);
        try {
            if (store.get(NOTE, key).filter(OVER::equals).isEmpty()) {
                store.put(NOTE, key, place);
            }
        } catch (StoreUnavailableException e) {
            // The site waits a little longer.
        }
    }

    /** Returns the last note. */
    public Optional<String> read(String origin, String state) {
        return store.get(NOTE, key(origin, state));
    }

    private static String key(String origin, String state) {
        return Fingerprint.of(origin + " " + state);
    }
}
