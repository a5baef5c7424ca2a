package dev.saoma.page.http;

import java.util.Locale;

/** An error of a request, with its HTTP status and the kind of text that is shown. */
public enum ErrorCode {
    UNKNOWN_APPLICATION(400),
    REDIRECT_URI_MISMATCH(400),
    INVALID_REQUEST(400),
    SIGN_IN_EXPIRED(400),
    SIGN_IN_ELSEWHERE(400),
    SIGN_IN_USED(400),
    WECHAT_CODE_INVALID(400),
    WECHAT_CODE_USED(400),
    WECHAT_UNREACHABLE(502),
    WECHAT_BUSY(503),
    WECHAT_MISCONFIGURED(500),
    /** AppID and AppSecret have not been entered yet. */
    WECHAT_NOT_SET_UP(503),
    WECHAT_REFUSED(403),
    WECHAT_SNAPSHOT(403),
    NO_UNIONID(403),
    AWAITING_APPROVAL(403),
    NOT_ADMITTED(403),
    IDENTITY_CONFLICT(403),
    DIRECTORY_UNAVAILABLE(503),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    TOO_LARGE(413),
    TOO_MANY(429),
    INTERNAL(500),
    SIGN_OUT_INVALID(400),
    /** The request came from another site, or from a place in a page where it is not allowed, such as a frame. */
    FOREIGN_REQUEST(403, "invalid_request"),
    WRONG_MEDIA_TYPE(415, "invalid_request"),
    WRONG_HOST(421, "not_found"),
    STORE_UNAVAILABLE(503, "internal");

    private final int status;
    private final String kind;

    ErrorCode(int status) {
        this.status = status;
        this.kind = name().toLowerCase(Locale.ROOT);
    }

    ErrorCode(int status, String kind) {
        this.status = status;
        this.kind = kind;
    }

    public int status() {
        return status;
    }

    /** Returns the name of its text in {@code view}. */
    public String kind() {
        return kind;
    }
}
