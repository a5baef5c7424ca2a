package dev.saoma.page.wechat;

import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.values.VisibleText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public profile of a person. The person chooses its content, so it must never serve as markup or as a key.
 *
 * @param nickname the nickname, cleaned and shortened; null if there is none
 * @param avatar address of the avatar on one of WeChat's picture hosts; null if there is none
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

    /** Makes a nickname harmless: one line, no characters that change the direction of text, not too long. */
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
                false; // Unassigned characters stay: emoji newer than this Java.
            // Emoji are joined with U+200D and flags of regions end in tag characters; others are mostly abused.
            case Character.FORMAT -> point == 0x200d || (point >= 0xe0020 && point <= 0xe007f);
            default -> true;
        };
    }

    /**
     * Returns the address of an avatar, with http changed to https, if it is on WeChat's picture hosts or at the WeChat
     * that the settings name; otherwise empty. It is never fetched here.
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
