package dev.saoma.page.http;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Security-Policy, which also says who may frame the response.
 *
 * @param value the value of the header
 * @param frameOptions the equivalent {@code X-Frame-Options}; null if that header cannot express it
 */
public record ContentPolicy(String value, @Nullable String frameOptions) {
    private static final String DENIED = "DENY";
    private static final String NOTHING = "default-src 'none'; base-uri 'none'; object-src 'none'; form-action ";

    /** Policy of responses that are not pages. */
    static final ContentPolicy NOT_A_PAGE = new ContentPolicy(NOTHING + "'none'; frame-ancestors 'none'", DENIED);

    /** Policy of a page without frames. */
    public static ContentPolicy page(String nonce) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors 'none'", DENIED);
    }

    /** Policy of a page that frames pages of its own origin. */
    public static ContentPolicy framingOwn(String nonce) {
        return new ContentPolicy(own(nonce) + "; frame-src 'self'; frame-ancestors 'none'", DENIED);
    }

    /** Policy of a preview page in a frame of ours: no scripts, no forms, and nothing loaded but styles and images. */
    public static ContentPolicy preview(String nonce) {
        return new ContentPolicy(
                NOTHING + "'none'; style-src 'nonce-" + nonce
                        + "'; img-src 'self' data:; sandbox; frame-ancestors 'self'",
                "SAMEORIGIN");
    }

    /** Policy of our page in WeChat's frame. */
    public static ContentPolicy framedPage(String nonce) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors 'self'", "SAMEORIGIN");
    }

    /** Policy of the page that frames WeChat's page, which ends on our framed page ({@code 'self'}). */
    public static ContentPolicy framingPage(String nonce, String wechatOrigin) {
        return new ContentPolicy(
                own(nonce) + "; frame-src 'self' " + wechatOrigin + "; frame-ancestors 'none'", DENIED);
    }

    /** Policy of the page with the QR code, which pages at {@code origins} may frame and which itself frames WeChat's page. */
    public static ContentPolicy embedded(String nonce, String wechatOrigin, Set<String> origins) {
        return new ContentPolicy(
                own(nonce) + "; frame-src 'self' " + wechatOrigin + "; frame-ancestors " + list(origins), null);
    }

    /** Policy of our page in WeChat's frame, within a page at one of {@code origins}. */
    public static ContentPolicy framedPageWithin(String nonce, Set<String> origins) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors 'self' " + list(origins), null);
    }

    /** Policy of a page without frames that pages at {@code origins} may frame. */
    public static ContentPolicy framedBy(String nonce, Set<String> origins) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors " + list(origins), null);
    }

    private static String list(Set<String> origins) {
        return String.join(" ", new TreeSet<>(origins));
    }

    /** Policy of the page whose form posts itself to an application. */
    public static ContentPolicy formPost(String nonce, String applicationOrigin) {
        return new ContentPolicy(own(nonce, applicationOrigin) + "; frame-ancestors 'none'", DENIED);
    }

    private static String own(String nonce) {
        return own(nonce, "'self'");
    }

    private static String own(String nonce, String formTarget) {
        return NOTHING + formTarget + "; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
                + "'; img-src 'self' data:; connect-src 'self'";
    }
}
