package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.values.VisibleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person shows of themselves. Chosen by that person, so never markup, never a key, never unique.
 *
 * @param nickname cleaned and shortened, or null
 * @param avatar on one of WeChat's picture hosts, or null
 * @param unionid as in {@link WeChatClient.Grant}
 */
public record WeChatProfile(
        @Nullable String nickname,
        @Nullable URI avatar,
        @Nullable String unionid) {
    private static final int MAX_CODE_POINTS = 64;
    private static final int MAX_AVATAR_CHARS = 1024;
    private static final String PICTURE_HOSTS = ".qlogo.cn";

    @Override
    public String toString() {
        return "WeChatProfile[…]";
    }

    /** Makes a nickname harmless: one line, no marks that turn the direction of text around, not too long. */
    static Optional<String> cleanNickname(String nickname) {
        StringBuilder clean = new StringBuilder();
        nickname.codePoints()
                .filter(WeChatProfile::allowed)
                .limit(MAX_CODE_POINTS)
                .forEach(clean::appendCodePoint);
        String text = clean.toString().strip();
        return VisibleText.isBlank(text) ? Optional.empty() : Optional.of(text);
    }

    private static boolean allowed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false; // Unassigned stays: emoji newer than this Java.
            // Emoji are joined with U+200D and flags of regions end in tag characters; the rest is for mischief.
            case Character.FORMAT -> point == 0x200d || (point >= 0xe0020 && point <= 0xe007f);
            default -> true;
        };
    }

    /**
     * The address of an avatar, with http turned into https, if it is on WeChat's picture hosts or on the WeChat that the
     * settings name; empty if it leads anywhere else. It is never fetched here.
     */
    static Optional<URI> acceptAvatar(String address, WeChatSettings app) {
        if (address.length() > MAX_AVATAR_CHARS) {
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
