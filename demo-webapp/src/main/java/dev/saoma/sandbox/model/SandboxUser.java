package dev.saoma.sandbox.model;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user with WeChat on the phone.
 *
 * @param openid this user's id in the app registered first: 28 characters beginning with {@code o}. As at WeChat, another app
 *     of the same sandbox sees another openid for the same person
 * @param unionid the id across all apps of one Open Platform account; null when the app is not bound to one
 * @param nickname as the user chose it: not unique, any characters
 * @param avatar name of the picture the sandbox draws, lower-case letters and digits; empty for a user without a picture, whose
 *     {@code headimgurl} is then empty
 */
public record SandboxUser(String openid, @Nullable String unionid, String nickname, String avatar) {

    private static final Pattern AVATAR = Pattern.compile("[a-z0-9]{0,40}");

    /**
     * Checks the shape of the values.
     *
     * @throws IllegalArgumentException if {@code openid} is empty or {@code avatar} has other characters
     */
    public SandboxUser {
        Objects.requireNonNull(openid, "openid");
        Objects.requireNonNull(nickname, "nickname");
        Objects.requireNonNull(avatar, "avatar");
        if (openid.isEmpty()) {
            throw new IllegalArgumentException("openid must not be empty");
        }
        if (!AVATAR.matcher(avatar).matches()) {
            throw new IllegalArgumentException(
                    "avatar must be at most 40 lower-case letters and digits, but is " + avatar);
        }
    }
}
