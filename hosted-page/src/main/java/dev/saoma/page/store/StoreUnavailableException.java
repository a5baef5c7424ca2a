package dev.saoma.page.store;

/** Thrown if the store cannot be reached, or is full. A later retry may succeed. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; {@code message} states what happened, without keys or values. */
    public StoreUnavailableException(String message) {
        super(message);
    }
}
