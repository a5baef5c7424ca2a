package dev.saoma.page.wechat;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a person shows of themselves. Chosen by that person, so never markup, never a key, never unique.
 *
 * @param nickname cleaned and shortened, or null
 * @param avatar on one of WeChat's picture hosts, or null
 * @param unionid as in {@link WeChatGrant}
 */
public record WeChatProfile(
        @Nullable String nickname,
        @Nullable URI avatar,
        @Nullable String unionid) {
    @Override
    public String toString() {
        return "WeChatProfile[…]";
    }
}
