package dev.saoma.page.directory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat returned about the person who has just scanned.
 *
 * @param appId the website app or official account that made the call
 * @param openid the person's id at that app
 * @param unionid the person's id at the Open Platform account; null if WeChat returned none
 * @param name the nickname, cleaned; null if not requested or blank
 * @param picture address of the avatar; null if not requested or missing
 */
public record WeChatPerson(
        String appId,
        String openid,
        @Nullable String unionid,
        @Nullable String name,
        @Nullable String picture) {
    /** Checks that the required values are present. */
    public WeChatPerson {
        Objects.requireNonNull(appId, "appId");
        Objects.requireNonNull(openid, "openid");
    }

    @Override
    public String toString() {
        return "WeChatPerson[…]";
    }
}
