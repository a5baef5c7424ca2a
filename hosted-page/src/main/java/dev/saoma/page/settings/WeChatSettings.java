package dev.saoma.page.settings;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The WeChat website app that signs people in.
 *
 * @param appId the AppID, {@code wx} and 16 hexadecimal digits
 * @param appSecret the AppSecret
 * @param subject which identifier names a person; {@link SubjectPolicy#UNIONID} by default
 * @param openUrl where the QR code page is, {@code https://open.weixin.qq.com} by default; no trailing slash
 * @param apiUrl where the API is, {@code https://api.weixin.qq.com} by default; no trailing slash
 * @param officialAccount for sign-ins inside WeChat; null where there is none
 * @param movedUntil until when known openids may come with other unionids, because the app has moved to another Open
 *     Platform account; null where they may not
 * @param verificationFiles content by name of the files by which WeChat learns whose the host is
 */
public record WeChatSettings(
        String appId,
        Secret appSecret,
        SubjectPolicy subject,
        URI openUrl,
        URI apiUrl,
        @Nullable OfficialAccount officialAccount,
        @Nullable Instant movedUntil,
        Map<String, String> verificationFiles) {
    /** Copies the map. */
    public WeChatSettings {
        verificationFiles = Map.copyOf(verificationFiles);
    }

    /** Without an official account. */
    public WeChatSettings(String appId, Secret appSecret, SubjectPolicy subject, URI openUrl, URI apiUrl) {
        this(appId, appSecret, subject, openUrl, apiUrl, null, null, Map.of());
    }

    /** The same WeChat as the official account sees it; empty where there is none. */
    public Optional<WeChatSettings> inWeChat() {
        return Optional.ofNullable(officialAccount)
                .map(account -> new WeChatSettings(account.appId(), account.appSecret(), subject, openUrl, apiUrl));
    }
}
