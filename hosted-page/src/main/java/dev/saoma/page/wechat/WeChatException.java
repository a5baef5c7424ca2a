package dev.saoma.page.wechat;

/**
 * Thrown if a call to WeChat fails. The message is for the log: it contains no address, code, token or secret, and no text
 * of WeChat's except the request id. There is intentionally no cause, since the HTTP client puts addresses into its
 * messages.
 */
public final class WeChatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Not an errcode of WeChat's. */
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

    /** Creates the exception for a call that was not made, since all places are taken or WeChat has stopped responding. */
    static WeChatException notAsked(String message) {
        return new WeChatException(WeChatFailure.BUSY, NOT_ASKED, message);
    }

    /** Whether anything was sent to WeChat. */
    public boolean wasAsked() {
        return errcode != NOT_ASKED;
    }

    /** Returns what the failure means. */
    public WeChatFailure failure() {
        return failure;
    }

    /** Returns WeChat's errcode, or 0 if there is none. */
    public int errcode() {
        return wasAsked() ? errcode : 0;
    }
}
