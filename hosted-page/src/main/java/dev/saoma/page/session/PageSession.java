package dev.saoma.page.session;

import dev.saoma.page.oidc.SignedInUser;

/**
 * A user who has signed in and not signed out.
 *
 * @param sid identifies the session in ID tokens and logout tokens; does not open it
 * @param user the user
 * @param profile whether name and picture were requested from WeChat
 * @param authTime when the person last scanned a code, in seconds since 1970
 */
public record PageSession(String sid, SignedInUser user, boolean profile, long authTime) {
    @Override
    public String toString() {
        return "PageSession[…]";
    }
}
