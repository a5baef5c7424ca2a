package dev.saoma.page.signin;

/** How WeChat's page was shown, and so where it calls back. */
public enum Way {
    /** In a frame of the login page. */
    FRAME,
    /** In a window of its own. */
    POPUP,
    /** In place of the login page. */
    REDIRECT,
    /** Inside WeChat, without a QR code: an official account asked. */
    IN_WECHAT,
    /** Not at all: the page still knew the person. */
    SESSION
}
