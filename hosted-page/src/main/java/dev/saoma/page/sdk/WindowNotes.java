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
 * The progress of sign-in windows, for sites whose windows were cut off from them and whose pages request it here. A note
 * is one word and never contains the user or the code: a site that opens a window in another's name knows everything that
 * the other one knows, so notes must contain nothing of value. They expire after two minutes. Without them a sign-in only
 * ends later, so they never make one fail. Thread-safe.
 */
public final class WindowNotes {
    static final Kind NOTE = Kind.expendable("sign-in-window", Duration.ofMinutes(2));

    /** What the page in a window may report. */
    public static final Set<String> PLACES =
            Set.of("code", "waiting", "finishing", "expired", "declined", "problem", "left", "closing");

    /** The sign-in has ended; only the server itself records this. */
    public static final String OVER = "over";

    private static final int MAX_STATE_CHARS = 2048;

    private final Store store;

    /** Creates notes in {@code store}. */
    public WindowNotes(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Records that a window is at {@code place}; the site at {@code origin} identifies the sign-in by {@code state}.
     * {@link #OVER} is final: the beacon of a page that is left can arrive after the next page has loaded.
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
            // Without the note, the site only waits a little longer.
        }
    }

    /** Returns the latest note, if there is one. */
    public Optional<String> read(String origin, String state) {
        return store.get(NOTE, key(origin, state));
    }

    private static String key(String origin, String state) {
        return Fingerprint.of(origin + " " + state);
    }
}
