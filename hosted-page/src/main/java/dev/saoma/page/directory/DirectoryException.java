package dev.saoma.page.directory;

import org.jspecify.annotations.Nullable;

/** A directory cannot be opened; the message says why and what to do. */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean away;

    /** {@code away}: whether the same may succeed later, with nothing changed here. */
    public DirectoryException(String message, @Nullable Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /** Whether what the directory needs does not answer, so that the same may succeed later. */
    public boolean isAway() {
        return away;
    }
}
