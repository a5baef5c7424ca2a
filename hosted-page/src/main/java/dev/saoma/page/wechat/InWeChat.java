package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.apache.hc.core5.net.URIBuilder;

/** Creates the addresses for an official account, that is {@link WeChatSettings#inWeChat()}. */
public final class InWeChat {
    private final WeChatSettings account;

    /** Addresses for that official account: {@link WeChatSettings#inWeChat()}. */
    public InWeChat(WeChatSettings account) {
        this.account = Objects.requireNonNull(account, "account");
    }

    /**
     * Returns the address at which WeChat asks the person to reveal their identity to the account. It must be opened by a
     * click: a user who is redirected there without one sees a snapshot page, with a virtual user.
     */
    public URI authorize(URI callback, String state) {
        try {
            // WeChat checks the order of the parameters, and requires the fragment.
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
