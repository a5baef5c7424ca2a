package dev.saoma.page.database;

/** Thrown when an administrator's order cannot be carried out; nothing was changed. The message states what was expected. */
public final class OrderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why, and what to do; contains nothing from the request */
    public OrderRefusedException(String message) {
        super(message);
    }
}
