package dev.saoma.sandbox.qr;

/** The status of a QR code, with WeChat's {@code wx_errcode} of the long poll. */
public enum QrStatus {
    /** Not scanned yet. */
    WAITING(408),
    /** Scanned; the user has not decided. */
    SCANNED(404),
    /** The user declined. The same code can be scanned again. */
    CANCELLED(403),
    /** The user confirmed: the page has, or will get, the {@code code}. Final. */
    CONFIRMED(405),
    /** Too old. Final. */
    EXPIRED(402),
    /** Failed inside WeChat. Final. */
    FAILED(500);

    private final int wxErrcode;

    QrStatus(int wxErrcode) {
        this.wxErrcode = wxErrcode;
    }

    /** Returns the {@code wx_errcode} of the long poll in this status. */
    public int wxErrcode() {
        return wxErrcode;
    }

    /** Whether scanning, confirming or cancelling can still change it. */
    public boolean isLive() {
        return this == WAITING || this == SCANNED || this == CANCELLED;
    }
}
