package dev.saoma.page.settings;

import java.net.URI;

/**
 * The WeChat website app that signs people in.
 *
 * @param appId the AppID, {@code wx} and 16 hexadecimal digits
 * @param appSecret the AppSecret
 * @param subject which identifier names a person; {@link SubjectPolicy#UNIONID} by default
 * @param openUrl where the QR code page is, {@code https://open.weixin.qq.com} by default; no trailing slash
 * @param apiUrl where the API is, {@code https://api.weixin.qq.com} by default; no trailing slash
 */
public record WeChatSettings(String appId, Secret appSecret, SubjectPolicy subject, URI openUrl, URI apiUrl) {}
