package dev.saoma.page.database.jdbc;

import dev.saoma.page.directory.DirectoryException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Says of what a database or its pool threw whether the same may succeed later. */
public final class DatabaseFailure {
    /** The first two characters of SQL states: no connection, or no room for one. */
    private static final Set<String> AWAY = Set.of("08", "53");

    /** SQL states of H2: in use by another process, or its server is gone. */
    private static final Set<String> H2_AWAY = Set.of("90020", "90067");

    private DatabaseFailure() {}

    /** What is thrown where the database cannot be used. */
    public static DirectoryException of(String message, @Nullable Throwable failure) {
        return new DirectoryException(message, failure, isAway(failure));
    }

    /** Whether the database does not answer now, which nobody has to mend here. */
    static boolean isAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLException sql && isAway(sql.getSQLState())
                    || cause instanceof FlywayException && isLocked(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(@Nullable String state) {
        return state != null
                && (state.startsWith("57P")
                        || H2_AWAY.contains(state)
                        || state.length() > 1 && AWAY.contains(state.substring(0, 2)));
    }

    /** Another node makes the tables, or hangs in the midst of it. */
    private static boolean isLocked(@Nullable String message) {
        return message != null && message.contains(" lock");
    }

    /** What the driver said. */
    static @Nullable String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }
}
