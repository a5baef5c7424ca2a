package dev.saoma.page.store;

/** The store cannot be asked, or is full. Worth trying again later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} says what happened, without keys or values. */
    public StoreUnavailableException(String message) {
        super(message);
    }
}
