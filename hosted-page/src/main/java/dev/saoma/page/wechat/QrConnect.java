package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.net.URIBuilder;

/**
 * Builds addresses of WeChat's QR code page.
 *
 * @see "WeChat Open Platform: /connect/qrconnect and the parameters of wxLogin.js"
 */
public final class QrConnect {
    // The frame is on a white tile in both of our themes.
    private static final String FRAMED = "&login_type=jssdk&self_redirect=true&stylelite=1&color_scheme=light";
    private static final String TOP_LEVEL = "&stylelite=1&color_scheme=auto";

    private final WeChatSettings app;
    /** Cached by callback, of which each application has only a few. */
    private final Map<URI, String> beforeState = new ConcurrentHashMap<>();

    /** Creates the addresses for an app. */
    public QrConnect(WeChatSettings app) {
        this.app = Objects.requireNonNull(app, "app");
    }

    /** Returns the URL for a frame inside our page: WeChat's page continues inside the frame ({@code self_redirect}). */
    public String framed(URI callback, String state, boolean english) {
        return build(callback, state, english, true);
    }

    /** Returns the URL for a separate window or tab. */
    public String topLevel(URI callback, String state, boolean english) {
        return build(callback, state, english, false);
    }

    /** Only {@code state} differs from one sign-in to the next, so the rest is cached. */
    private String build(URI callback, String state, boolean english, boolean framed) {
        String before = beforeState.computeIfAbsent(callback, this::beforeState);
        return before
                + URLEncoder.encode(state, StandardCharsets.UTF_8)
                + (framed ? FRAMED : TOP_LEVEL)
                + (english ? "&lang=en" : "&lang=cn")
                + "#wechat_redirect";
    }

    private String beforeState(URI callback) {
        try {
            return new URIBuilder(app.openUrl() + "/connect/qrconnect")
                            .addParameter("appid", app.appId())
                            .addParameter("redirect_uri", callback.toString())
                            .addParameter("response_type", "code")
                            .addParameter("scope", "snsapi_login")
                            .build()
                    + "&state=";
        } catch (URISyntaxException e) {
            throw new IllegalStateException("wechat.openUrl is not a URL", e);
        }
    }
}
