package dev.saoma.page.wechat;

/**
 * A call to WeChat failed. The message is for the log: it has no address, code, token or secret, and no text of WeChat's
 * except the request id. There is no cause on purpose, since the HTTP client puts addresses into its messages.
 */
public final class WeChatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** None of WeChat's. */
    private static final int NOT_ASKED = Integer.MIN_VALUE;

    private final WeChatFailure failure;
    private final int errcode;

    WeChatException(WeChatFailure failure, int errcode, String message) {
        super(message);
        this.failure = failure;
        this.errcode = errcode;
    }

    WeChatException(WeChatFailure failure, String message) {
        this(failure, 0, message);
    }

    /** WeChat was not called: there is no place, or it does not respond anyway. */
    static WeChatException notAsked(String message) {
        return new WeChatException(WeChatFailure.BUSY, NOT_ASKED, message);
    }

    /** Whether anything was sent to WeChat. */
    public boolean wasAsked() {
        return errcode != NOT_ASKED;
    }

    /** What it means. */
    public WeChatFailure failure() {
        return failure;
    }

    /** WeChat's errcode, or 0 if it gave none. */
    public int errcode() {
        return wasAsked() ? errcode : 0;
    }
}
