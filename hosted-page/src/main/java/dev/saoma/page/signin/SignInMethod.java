package dev.saoma.page.signin;

/** How a person signs in: how WeChat's page is shown, and therefore which address WeChat calls back. */
public enum SignInMethod {
    /** In a frame of the login page. */
    FRAME,
    /** In a separate window. */
    POPUP,
    /** In place of the login page. */
    REDIRECT,
    /** Inside WeChat, without a QR code, through the service account. */
    IN_WECHAT,
    /** Without a scan: the person has a page session. */
    SESSION
}
