package dev.saoma.sandbox.qr;

/** Where a QR code stands. The numbers are WeChat's {@code wx_errcode} of the long poll. */
public enum QrStatus {
    /** Not scanned yet. */
    WAITING(408),
    /** Scanned; the person has not answered. */
    SCANNED(404),
    /** The person declined. The same code can be scanned again. */
    CANCELLED(403),
    /** The person agreed: the page has, or will get, the {@code code}. Final. */
    CONFIRMED(405),
    /** Too old. Final. */
    EXPIRED(402),
    /** Failed inside WeChat. Final. */
    FAILED(500);

    private final int wxErrcode;

    QrStatus(int wxErrcode) {
        this.wxErrcode = wxErrcode;
    }

    /** What the long poll answers in this status. */
    public int wxErrcode() {
        return wxErrcode;
    }

    /** Whether scanning, confirming or cancelling can still change it. */
    public boolean isLive() {
        return this == WAITING || this == SCANNED || this == CANCELLED;
    }
}
