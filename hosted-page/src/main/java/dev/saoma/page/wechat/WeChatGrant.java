package dev.saoma.page.wechat;

import org.jspecify.annotations.Nullable;

/**
 * What WeChat gives for a code.
 *
 * @param openid the person, per app
 * @param unionid the person, per Open Platform account; null where WeChat leaves it out
 * @param accessToken for the profile, not kept
 */
public record WeChatGrant(String openid, @Nullable String unionid, String accessToken) {
    @Override
    public String toString() {
        return "WeChatGrant[…]";
    }
}
