package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.apache.hc.core5.net.URIBuilder;

/**
 * Builds the address with which an official account signs a user in inside WeChat.
 *
 * @see "WeChat service accounts: webpage authorization, /connect/oauth2/authorize"
 */
public final class InWeChat {
    private final WeChatSettings account;

    /** Addresses for that official account: {@link WeChatSettings#inWeChat()}. */
    public InWeChat(WeChatSettings account) {
        this.account = Objects.requireNonNull(account, "account");
    }

    /**
     * Asks the person whether the account may know who they are. To be opened by a click: WeChat shows a user who is redirected there
     * without one a snapshot page, with a virtual user.
     */
    public URI authorize(URI callback, String state) {
        try {
            // WeChat checks the order, and the fragment must be there.
            return new URIBuilder(account.openUrl() + "/connect/oauth2/authorize")
                    .addParameter("appid", account.appId())
                    .addParameter("redirect_uri", callback.toString())
                    .addParameter("response_type", "code")
                    .addParameter("scope", "snsapi_userinfo")
                    .addParameter("state", state)
                    .setFragment("wechat_redirect")
                    .build();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("wechat.openUrl is not a URL", e);
        }
    }
}
