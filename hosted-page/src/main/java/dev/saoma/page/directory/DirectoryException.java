package dev.saoma.page.directory;

import org.jspecify.annotations.Nullable;

/** Thrown if a directory cannot be used; the message states why and what to do. */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean away;

    /** @param away whether a retry may succeed later, without any change here */
    public DirectoryException(String message, @Nullable Throwable cause, boolean away) {
        super(message, cause);
        this.away = away;
    }

    /** Whether a part that the directory needs does not respond, so that a retry may succeed later. */
    public boolean isAway() {
        return away;
    }
}
