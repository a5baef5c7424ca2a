package dev.saoma.page.compat;

/** The errors, each with Authing's number or, where Authing has none, that of our own browser SDK. */
public enum AuthingCode {
    /** The request is malformed, or the token is not valid. */
    BAD_REQUEST(400, 400, "请求有误", "The request is wrong"),
    /** The endpoint is not offered here. */
    NOT_OFFERED(404, 404, "此接口未提供", "This is not offered here"),
    /** One address exceeded its rate limit. */
    TOO_MANY(429, 429, "请求过于频繁，请稍后再试", "Too many requests, try again later"),
    /** An internal error, or the store is unavailable. */
    SERVER_BUSY(503, 1000, "登录服务繁忙，请稍后再试", "The sign-in service is busy, try again later"),
    /** No application has that id, or it is not registered for the calling page's origin. */
    APP_UNKNOWN(400, 2011, "应用不存在", "The application is not registered"),
    /** There is no valid token. */
    NOT_SIGNED_IN(401, 2020, "尚未登录", "Not signed in"),
    /** The token was valid, but has expired. */
    TOKEN_EXPIRED(401, 2206, "登录已过期，请重新登录", "The sign-in has expired, sign in again"),
    /** The user declined in WeChat. */
    DECLINED(403, 9003, "用户在微信中取消了登录", "The user declined in WeChat"),
    /** Any other failure of a sign-in. */
    REFUSED(403, 9010, "登录服务拒绝了请求", "The sign-in service refused the request"),
    /** The site requested another provider than {@code wechat:pc}. */
    UNSUPPORTED(404, 9011, "不支持的登录方式", "This way of signing in is not supported");

    private final int status;
    private final int number;
    private final String chinese;
    private final String english;

    AuthingCode(int status, int number, String chinese, String english) {
        this.status = status;
        this.number = number;
        this.chinese = chinese;
        this.english = english;
    }

    /** Returns the HTTP status for endpoints whose body has no error envelope. */
    public int status() {
        return status;
    }

    /** Returns the number, which callbacks receive as {@code code}. */
    public int number() {
        return number;
    }

    /** Returns the text, which callbacks receive as {@code message}. */
    public String text(boolean inEnglish) {
        return inEnglish ? english : chinese;
    }
}
