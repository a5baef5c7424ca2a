package dev.saoma.page.web;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where in a browser a request comes from.
 *
 * @see "W3C Fetch Metadata Request Headers"
 */
final class FetchMetadata {
    private static final Set<String> FRAMES = Set.of("iframe", "frame");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "same-site");

    private FetchMetadata() {}

    /** The answer is to be shown in a window or tab, not in a frame, an image or a script. */
    static void requireWindow(Ask ask) throws Refusal {
        if (!ask.header("Sec-Fetch-Dest").orElse("document").equals("document")) {
            throw new Refusal(
                    Trouble.FOREIGN_REQUEST,
                    "this address must be opened in a window: not in a frame, and not by fetch or XMLHttpRequest");
        }
    }

    /** The answer is to be shown in a frame. False where the browser does not say. */
    static boolean isInFrame(Ask ask) {
        return ask.header("Sec-Fetch-Dest").filter(FRAMES::contains).isPresent();
    }

    /** The page that caused the request is of our own site; false where the browser does not say. */
    static boolean isSameSite(Ask ask) {
        return ask.header("Sec-Fetch-Site").filter(OWN_SITE::contains).isPresent();
    }

    /** The answer is to be shown in a frame. */
    static void requireFrame(Ask ask) throws Refusal {
        if (!ask.header("Sec-Fetch-Dest").orElse("iframe").equals("iframe")) {
            throw new Refusal(
                    Trouble.FOREIGN_REQUEST, "this address belongs into a frame of a page at a registered origin");
        }
    }

    /** A form on another site was sent here. */
    static boolean isPostFromElsewhere(Ask ask) {
        return ask.method().equals("POST") && isCrossSite(ask);
    }

    /** The page that caused the request is of another site; false where the browser does not say. */
    static boolean isCrossSite(Ask ask) {
        return ask.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
    }

    /** A script of our own pages asks. Browsers too old for {@code Sec-Fetch-Site} send {@code Origin} with every POST. */
    static void requireSameOrigin(Ask ask, URI issuer) throws Refusal {
        Optional<String> site = ask.header("Sec-Fetch-Site");
        boolean ours = site.isPresent()
                ? site.get().equals("same-origin")
                : ask.header("Origin").filter(Addresses.origin(issuer)::equals).isPresent();
        if (!ours) {
            throw new Refusal(Trouble.FOREIGN_REQUEST, "only the login page itself may ask this");
        }
    }
}
