package dev.saoma.page.web;

/**
 * A Content-Security-Policy, and who may frame the answer.
 *
 * @param value of the header
 * @param framedByUs whether our own pages may frame it; nobody else ever may
 */
record ContentPolicy(String value, boolean framedByUs) {
    private static final String NOTHING = "default-src 'none'; base-uri 'none'; object-src 'none'; form-action ";

    /** For what is not a page. */
    static final ContentPolicy NOT_A_PAGE = new ContentPolicy(NOTHING + "'none'; frame-ancestors 'none'", false);

    /** For a page that shows no frame. */
    static ContentPolicy page(String nonce) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors 'none'", false);
    }

    /** For the page in WeChat's frame. */
    static ContentPolicy framedPage(String nonce) {
        return new ContentPolicy(own(nonce) + "; frame-ancestors 'self'", true);
    }

    /** For the page that frames WeChat's, which ends on our framed page ({@code 'self'}). */
    static ContentPolicy framingPage(String nonce, String wechatOrigin) {
        return new ContentPolicy(own(nonce) + "; frame-src 'self' " + wechatOrigin + "; frame-ancestors 'none'", false);
    }

    /** For the page whose form posts itself to an application. */
    static ContentPolicy formPost(String nonce, String applicationOrigin) {
        return new ContentPolicy(own(nonce, applicationOrigin) + "; frame-ancestors 'none'", false);
    }

    private static String own(String nonce) {
        return own(nonce, "'self'");
    }

    private static String own(String nonce, String formTarget) {
        return NOTHING + formTarget + "; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
                + "'; img-src 'self' data:; connect-src 'self'";
    }
}
