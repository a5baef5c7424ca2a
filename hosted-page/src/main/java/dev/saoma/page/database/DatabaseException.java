package dev.saoma.page.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is; the message says why and what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
