package dev.saoma.page.signin;

import java.util.Optional;

/**
 * The page session in the browser of a sign-in.
 *
 * @param kept whether the browser keeps the token of a new one
 * @param token that of the earlier one, if there is one
 */
record BrowserSession(boolean kept, Optional<String> token) {
    /** In the frame of another site, browsers withhold the cookie or keep it for that site alone. */
    static final BrowserSession NONE = new BrowserSession(false, Optional.empty());
}
