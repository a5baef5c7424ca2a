package dev.saoma.page.settings;

/**
 * A certified service account (服务号) that signs people in inside WeChat, where nobody can scan their own screen.
 *
 * @param appId its AppID, another than the website app's
 * @param appSecret its AppSecret
 * @see "WeChat service accounts: webpage authorization, snsapi_userinfo"
 */
public record OfficialAccount(String appId, Secret appSecret) {}
