package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.apache.hc.core5.net.URIBuilder;

/**
 * Builds addresses of WeChat's QR code page.
 *
 * @see "WeChat Open Platform: /connect/qrconnect and the parameters of wxLogin.js"
 */
public final class QrConnect {
    private final WeChatSettings app;

    /** Addresses for that app. */
    public QrConnect(WeChatSettings app) {
        this.app = Objects.requireNonNull(app, "app");
    }

    /** For a frame inside our page: WeChat's page continues inside the frame ({@code self_redirect}). */
    public URI framed(URI callback, String state, boolean english) {
        return build(callback, state, english, true);
    }

    /** For a window or tab of its own. */
    public URI topLevel(URI callback, String state, boolean english) {
        return build(callback, state, english, false);
    }

    private URI build(URI callback, String state, boolean english, boolean framed) {
        try {
            URIBuilder builder = new URIBuilder(app.openUrl() + "/connect/qrconnect")
                    .addParameter("appid", app.appId())
                    .addParameter("redirect_uri", callback.toString())
                    .addParameter("response_type", "code")
                    .addParameter("scope", "snsapi_login")
                    .addParameter("state", state);
            if (framed) {
                builder.addParameter("login_type", "jssdk").addParameter("self_redirect", "true");
            }
            return builder.addParameter("stylelite", "1")
                    // The frame sits on a white tile in both of our themes.
                    .addParameter("color_scheme", framed ? "light" : "auto")
                    .addParameter("lang", english ? "en" : "cn")
                    .setFragment("wechat_redirect")
                    .build();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("wechat.openUrl is not a URL", e);
        }
    }
}
