package dev.saoma.page.http;

import java.util.Optional;
import java.util.Set;

/**
 * Checks the browser context that a request comes from.
 *
 * @see "W3C Fetch Metadata Request Headers"
 */
public final class FetchMetadata {
    private static final Set<String> FRAMES = Set.of("iframe", "frame");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "same-site");
    private static final String BY_THE_USER = "none";

    private FetchMetadata() {}

    /** Requires that the response is for a window or tab, not for a frame, an image or a script. */
    public static void requireWindow(PageRequest request) throws HttpError {
        if (!request.header("Sec-Fetch-Dest").orElse("document").equals("document")) {
            throw new HttpError(
                    ErrorCode.FOREIGN_REQUEST,
                    "this address must be opened in a window: not in a frame, and not by fetch or XMLHttpRequest");
        }
    }

    /** Whether the response is for a frame; false if the browser does not send the header. */
    public static boolean isInFrame(PageRequest request) {
        return request.header("Sec-Fetch-Dest").filter(FRAMES::contains).isPresent();
    }

    /** Whether the page that caused the request is on our own site; false if the browser does not send the header. */
    public static boolean isSameSite(PageRequest request) {
        return request.header("Sec-Fetch-Site").filter(OWN_SITE::contains).isPresent();
    }

    /** Requires that the response is for a frame. */
    public static void requireFrame(PageRequest request) throws HttpError {
        if (!request.header("Sec-Fetch-Dest").orElse("iframe").equals("iframe")) {
            throw new HttpError(
                    ErrorCode.FOREIGN_REQUEST, "this address is only for a frame in a page at a registered origin");
        }
    }

    /** Whether a form on another site may have sent the request; true if the browser does not send the header. */
    public static boolean isPostFromElsewhere(PageRequest request) {
        return request.method().equals("POST") && mayBeForeign(request);
    }

    /**
     * Whether another site may have caused the request; true if the browser does not send the header, false for a typed
     * address.
     */
    public static boolean mayBeForeign(PageRequest request) {
        return !isSameSite(request)
                && request.header("Sec-Fetch-Site").filter(BY_THE_USER::equals).isEmpty();
    }

    /** Whether the page that caused the request is on another site; false if the browser does not send the header. */
    public static boolean isCrossSite(PageRequest request) {
        return request.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
    }

    /**
     * Requires that one of our own pages sent the request. Browsers too old for {@code Sec-Fetch-Site} send {@code Origin}
     * with every POST.
     */
    public static void requireSameOrigin(PageRequest request, String own) throws HttpError {
        Optional<String> site = request.header("Sec-Fetch-Site");
        boolean ours = site.isPresent()
                ? site.get().equals("same-origin")
                : request.header("Origin").filter(own::equals).isPresent();
        if (!ours) {
            throw new HttpError(ErrorCode.FOREIGN_REQUEST, "only the login page itself may request this");
        }
    }
}
