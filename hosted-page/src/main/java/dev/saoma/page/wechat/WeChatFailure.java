package dev.saoma.page.wechat;

/** What a failed call to WeChat means for the sign-in. */
public enum WeChatFailure {
    /** The code is wrong, expired, or was issued to another app: start again. */
    CODE_INVALID,
    /** The code was used before: start again. */
    CODE_USED,
    /** No usable response: try again later. */
    UNREACHABLE,
    /** WeChat, or our own bulkhead, is overloaded: try again later. */
    BUSY,
    /** The operator must correct the AppID, the AppSecret or the app's permissions. */
    MISCONFIGURED,
    /** A virtual user that WeChat creates because the page was opened without a click. */
    SNAPSHOT,
    /** WeChat refuses this sign-in, or its response is implausible. */
    REFUSED;

    /** Returns the meaning of an errcode. Only the number is reliable, never {@code errmsg}. */
    static WeChatFailure of(int errcode) {
        return switch (errcode) {
            case 40029, 42003, 41008 -> CODE_INVALID;
            case 40163 -> CODE_USED;
            case -1, 45009, 45011 -> BUSY;
            case 40002, 40013, 40125, 40243, 41002, 41004, 43001, 43003, 48001, 48004, 50001 -> MISCONFIGURED;
            default -> REFUSED;
        };
    }

    /** Returns what the operator should check, or an empty text. */
    static String advice(int errcode) {
        return switch (errcode) {
            case 40013, 41002 -> "Check wechat.appId in the settings.";
            case 40125, 41004 -> "Check wechat.appSecret in the settings; it changes when it is reset.";
            case 40243 -> "The AppSecret is frozen: unfreeze it on the Open Platform.";
            case 48001, 48004, 50001 -> "The app lacks the permission for website login (snsapi_login).";
            case 45009, 45011 -> "The app has used up its quota of calls.";
            default -> "";
        };
    }
}
