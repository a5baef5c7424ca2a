package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Which avatar addresses are passed on: https on WeChat's picture hosts, or on the WeChat that the settings name. */
final class AvatarRule {
    private static final int MAX_CHARS = 1024;
    private static final String PICTURE_HOSTS = ".qlogo.cn";

    private final WeChatSettings app;

    AvatarRule(WeChatSettings app) {
        this.app = app;
    }

    /** The address, with http turned into https; empty if it leads anywhere else. It is never fetched here. */
    Optional<URI> accept(String address) {
        if (address.length() > MAX_CHARS) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        if (sameOrigin(uri, app.openUrl()) || sameOrigin(uri, app.apiUrl())) {
            return Optional.of(uri);
        }
        boolean picture = uri.getHost().endsWith(PICTURE_HOSTS) && uri.getPort() == -1;
        if (picture && "http".equals(uri.getScheme())) {
            return Optional.of(URI.create("https" + address.substring("http".length())));
        }
        return picture && "https".equals(uri.getScheme()) ? Optional.of(uri) : Optional.empty();
    }

    private static boolean sameOrigin(URI one, URI other) {
        return other.getScheme().equals(one.getScheme())
                && other.getHost().equals(one.getHost())
                && one.getPort() == other.getPort();
    }
}
