package dev.saoma.page.database.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** A statement that runs for many rows at once, without the objects that JDBI creates for every value. */
public final class RowBatch implements AutoCloseable {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]\\w*)");

    private final PreparedStatement statement;
    private final List<String> parameters = new ArrayList<>();

    /** Prepares the statement on the caller's connection. */
    public RowBatch(Connection connection, NamedSql sql) throws SQLException {
        Matcher names = PARAMETER.matcher(sql.text());
        while (names.find()) {
            parameters.add(names.group(1));
        }
        this.statement = connection.prepareStatement(names.replaceAll("?"));
    }

    /** Thrown if the database refuses a batch. */
    public static final class Refused extends JdbiException {
        private static final long serialVersionUID = 1L;

        /** Wraps the driver's exception, which has the SQL state. */
        public Refused(SQLException cause) {
            super(cause);
        }
    }

    /** Sets every occurrence of a text parameter in the current row. */
    public RowBatch bind(String name, @Nullable String value) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).equals(name)) {
                if (value == null) {
                    statement.setNull(i + 1, Types.VARCHAR);
                } else {
                    statement.setString(i + 1, value);
                }
            }
        }
        return this;
    }

    /** Sets every occurrence of a numeric parameter in the current row. */
    public RowBatch bind(String name, long value) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).equals(name)) {
                statement.setLong(i + 1, value);
            }
        }
        return this;
    }

    /** Completes the current row. */
    public void add() throws SQLException {
        statement.addBatch();
    }

    /** Runs all rows, and returns how many rows each has changed; negative if not reported. */
    public int[] run() throws SQLException {
        return statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
