package dev.saoma.filter.internal.web;

/**
 * Judges request paths as {@link TargetForm#of} does, and remembers some that were canonical: the pages that everybody opens
 * are compared as a whole, which is several times as fast as looking at each character. Thread-safe.
 *
 * <p>What is remembered is bounded, about 50 KB, and shared without locks: a path that another thread has put in its place is
 * judged once more, no more than that.
 */
public final class TargetForms {
    private static final int PLACES = 256;
    private static final int MAX_LENGTH = 128;

    private final String[] canonical = new String[PLACES];

    /** How an undecoded request path, without its query, is written. */
    public TargetForm of(String path) {
        int place = place(path);
        if (path.equals(canonical[place])) {
            return TargetForm.CANONICAL;
        }
        TargetForm form = TargetForm.of(path);
        if (form == TargetForm.CANONICAL && path.length() <= MAX_LENGTH) {
            canonical[place] = path;
        }
        return form;
    }

    // Not the hash code: that looks at each character too.
    private static int place(String path) {
        int length = path.length();
        if (length < 4) {
            return length;
        }
        int end = path.charAt(length - 1) + 31 * path.charAt(length - 2) + 7 * path.charAt(length / 2);
        return (end + length) % PLACES;
    }
}
