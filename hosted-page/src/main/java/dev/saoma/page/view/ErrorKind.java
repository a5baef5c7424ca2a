package dev.saoma.page.view;

import java.util.Locale;

/** The errors that have a text, how alarming each looks, and whether signing in again may help. */
enum ErrorKind {
    UNKNOWN_APPLICATION(Look.FAULT, false),
    REDIRECT_URI_MISMATCH(Look.FAULT, false),
    INVALID_REQUEST(Look.FAULT, false),
    SIGN_IN_EXPIRED(Look.TIME, true),
    SIGN_IN_ELSEWHERE(Look.FAULT, true),
    SIGN_IN_USED(Look.TIME, true),
    DECLINED(Look.DECLINED, true),
    WECHAT_CODE_INVALID(Look.TIME, true),
    WECHAT_CODE_USED(Look.TIME, true),
    WECHAT_UNREACHABLE(Look.FAULT, true),
    WECHAT_BUSY(Look.TIME, true),
    WECHAT_MISCONFIGURED(Look.FAULT, false),
    WECHAT_NOT_SET_UP(Look.TIME, true),
    WECHAT_REFUSED(Look.FAULT, true),
    WECHAT_SNAPSHOT(Look.FAULT, true),
    NO_UNIONID(Look.FAULT, false),
    AWAITING_APPROVAL(Look.TIME, true),
    NOT_ADMITTED(Look.DECLINED, true),
    IDENTITY_CONFLICT(Look.FAULT, false),
    DIRECTORY_UNAVAILABLE(Look.FAULT, true),
    SIGN_OUT_INVALID(Look.FAULT, false),
    NOT_FOUND(Look.FAULT, true),
    METHOD_NOT_ALLOWED(Look.FAULT, false),
    TOO_LARGE(Look.FAULT, true),
    TOO_MANY(Look.TIME, true),
    INTERNAL(Look.FAULT, true);

    /** Determines icon and colour. */
    enum Look {
        FAULT,
        TIME,
        DECLINED;

        String cssName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Look look;
    private final boolean curedBySigningInAgain;

    ErrorKind(Look look, boolean curedBySigningInAgain) {
        this.look = look;
        this.curedBySigningInAgain = curedBySigningInAgain;
    }

    /** Returns the kind with this name; an unknown one is shown as {@link #INTERNAL}, so that the user still gets a page. */
    static ErrorKind of(String name) {
        for (ErrorKind kind : values()) {
            if (kind.wireName().equals(name)) {
                return kind;
            }
        }
        return INTERNAL;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Look look() {
        return look;
    }

    boolean curedBySigningInAgain() {
        return curedBySigningInAgain;
    }
}
