package dev.saoma.page.database.jdbc;

import dev.saoma.page.directory.DirectoryException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Classifies exceptions of a database or its connection pool by whether a retry may succeed later. */
public final class DatabaseFailure {
    /** Classes of SQL states: 08 no connection, 53 no resources for one. */
    private static final Set<String> AWAY = Set.of("08", "53");

    /** SQL states of H2: in use by another process, or its server is unavailable. */
    private static final Set<String> H2_AWAY = Set.of("90020", "90067");

    /** H2's error code {@code WRONG_USER_OR_PASSWORD}. */
    private static final int H2_WRONG_PASSWORD = 28000;

    /** H2's error code {@code FILE_VERSION_ERROR_1}. */
    static final int H2_OTHER_VERSION = 90048;

    /** H2's error code {@code DATABASE_NOT_FOUND_WITH_IF_EXISTS_1}. */
    static final int H2_NO_FILE = 90146;

    private DatabaseFailure() {}

    /** Creates the exception for a database that cannot be used. */
    public static DirectoryException of(String message, @Nullable Throwable failure) {
        return new DirectoryException(message, failure, isAway(failure));
    }

    /** Whether the database is temporarily unavailable, so that nothing has to be changed here. */
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

    /** Whether H2 will refuse each further attempt, too. */
    static boolean isFinal(Throwable failure) {
        return isOf(failure, H2_WRONG_PASSWORD) || isOf(failure, H2_OTHER_VERSION) || isOf(failure, H2_NO_FILE);
    }

    /** Whether one of the causes has that error code of its driver. */
    static boolean isOf(Throwable failure, int code) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == code) {
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

    /** Whether another node is creating the tables, or has stopped while doing so. */
    private static boolean isLocked(@Nullable String message) {
        return message != null && message.contains(" lock");
    }

    /** Returns the driver's message, as one line. */
    public static @Nullable String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? null : message.strip().replaceAll("\\s*\\R\\s*", " – ");
    }
}
