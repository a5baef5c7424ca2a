package dev.saoma.page.signin;

/** Why a sign-in stopped. */
public enum SignInFailure {
    SIGN_IN_EXPIRED,
    SIGN_IN_USED,
    UNKNOWN_APPLICATION,
    WECHAT_CODE_INVALID,
    WECHAT_CODE_USED,
    WECHAT_UNREACHABLE,
    WECHAT_BUSY,
    WECHAT_MISCONFIGURED,
    WECHAT_REFUSED,
    WECHAT_SNAPSHOT,
    NO_UNIONID,
    TOO_MANY,
    INTERNAL
}
