package dev.saoma.page.oidc;

import org.jspecify.annotations.Nullable;

/**
 * A user who has signed in.
 *
 * @param subject never changes; at most 255 ASCII characters
 * @param name nickname, if requested and present
 * @param picture address of the avatar, if requested and present
 * @param openid WeChat's id of the person at the app that signed them in; null in records that an older version stored
 * @param unionid WeChat's id of the person at the Open Platform account, if WeChat sent it
 */
public record SignedInUser(
        String subject,
        @Nullable String name,
        @Nullable String picture,
        @Nullable String openid,
        @Nullable String unionid) {
    /** Creates a user without WeChat's identifiers. */
    public SignedInUser(String subject, @Nullable String name, @Nullable String picture) {
        this(subject, name, picture, null, null);
    }

    /** Returns the same person with the directory's subject and name; without a name if none was requested. */
    public SignedInUser knownAs(String otherSubject, @Nullable String otherName) {
        return new SignedInUser(otherSubject, name == null ? null : otherName, picture, openid, unionid);
    }

    @Override
    public String toString() {
        return "SignedInUser[…]";
    }
}
