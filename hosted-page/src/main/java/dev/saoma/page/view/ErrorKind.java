package dev.saoma.page.view;

import java.util.Locale;

/** The errors that have a text, and how alarming each looks. */
enum ErrorKind {
    UNKNOWN_APPLICATION(Look.FAULT),
    REDIRECT_URI_MISMATCH(Look.FAULT),
    INVALID_REQUEST(Look.FAULT),
    SIGN_IN_EXPIRED(Look.TIME),
    SIGN_IN_ELSEWHERE(Look.FAULT),
    SIGN_IN_USED(Look.TIME),
    DECLINED(Look.DECLINED),
    WECHAT_CODE_INVALID(Look.TIME),
    WECHAT_CODE_USED(Look.TIME),
    WECHAT_UNREACHABLE(Look.FAULT),
    WECHAT_BUSY(Look.TIME),
    WECHAT_MISCONFIGURED(Look.FAULT),
    WECHAT_REFUSED(Look.FAULT),
    NO_UNIONID(Look.FAULT),
    NOT_FOUND(Look.FAULT),
    METHOD_NOT_ALLOWED(Look.FAULT),
    TOO_LARGE(Look.FAULT),
    INTERNAL(Look.FAULT);

    /** Which icon and colour. */
    enum Look {
        FAULT,
        TIME,
        DECLINED;

        String cssName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Look look;

    ErrorKind(Look look) {
        this.look = look;
    }

    /** The kind with this name; an unknown one must not cost the user the page, so it is shown as {@link #INTERNAL}. */
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
}
