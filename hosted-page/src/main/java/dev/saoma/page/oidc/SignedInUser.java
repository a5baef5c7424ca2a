package dev.saoma.page.oidc;

import org.jspecify.annotations.Nullable;

/**
 * A user who has signed in.
 *
 * @param subject stable for ever, at most 255 ASCII characters
 * @param name nickname, if requested and present
 * @param picture address of the avatar, likewise
 * @param openid WeChat's id of the person at the app that signed them in; null in what an older version of ours stored
 * @param unionid WeChat's id of the person at the Open Platform account, if WeChat sent it
 */
public record SignedInUser(
        String subject,
        @Nullable String name,
        @Nullable String picture,
        @Nullable String openid,
        @Nullable String unionid) {
    /** Creates a user known only by subject and public profile. */
    public SignedInUser(String subject, @Nullable String name, @Nullable String picture) {
        this(subject, name, picture, null, null);
    }

    /** Returns the same person under the id and name of the directory; without a name if none was requested. */
    public SignedInUser knownAs(String otherSubject, @Nullable String otherName) {
        return new SignedInUser(otherSubject, name == null ? null : otherName, picture, openid, unionid);
    }

    @Override
    public String toString() {
        return "SignedInUser[…]";
    }
}
