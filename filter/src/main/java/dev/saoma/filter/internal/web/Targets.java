package dev.saoma.filter.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Finds out what requests ask for, and remembers some that were canonical: addresses that everybody opens are compared as a
 * whole, which is several times as fast as looking at each character, and allocates nothing. Thread-safe.
 *
 * <p>What is remembered is bounded, about 100 KB, and shared without locks: one that another thread has put in its place is
 * judged once more, no more than that.
 */
public final class Targets {
    private static final int PLACES = 256;
    private static final int MAX_LENGTH = 128;

    private final String ownPrefix;
    private final Target[] canonical = new Target[PLACES];

    /** @param addresses which of them are the filter's own */
    public Targets(Addresses addresses) {
        this.ownPrefix = addresses.prefix();
    }

    /** What a request asks for in this dispatch. */
    public Target of(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return Target.of(request, ownPrefix);
        }
        String uri = request.getRequestURI();
        int place = place(uri);
        Target known = canonical[place];
        if (known != null && known.isOf(uri, request)) {
            return known;
        }
        Target target = Target.of(request, ownPrefix);
        if (target.form() == TargetForm.CANONICAL && uri.length() <= MAX_LENGTH) {
            canonical[place] = target;
        }
        return target;
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
