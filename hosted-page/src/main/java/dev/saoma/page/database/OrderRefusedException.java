package dev.saoma.page.database;

/** An administrator's order that cannot be carried out; the message says what was expected. Nothing was changed. */
public final class OrderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message}: why, and what to do; nothing from the request. */
    public OrderRefusedException(String message) {
        super(message);
    }
}
