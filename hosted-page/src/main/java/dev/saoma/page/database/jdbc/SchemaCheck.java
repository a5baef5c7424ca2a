package dev.saoma.page.database.jdbc;

import dev.saoma.page.directory.DirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Tries every statement on a database, without changing anything in it. */
final class SchemaCheck {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z][a-zA-Z0-9]*)");
    private static final List<String> NUMBERS = List.of(
            "seq",
            "now",
            "waitingAt",
            "lastAt",
            "before",
            "until",
            "next",
            "seen",
            "attempts",
            "part",
            "version",
            "revision",
            "since",
            "people");
    private static final String NO_SUCH_VALUE = "schema-check";
    /** Values for parameters where {@link #NO_SUCH_VALUE} is wrong or too long. */
    private static final Map<String, String> SHORT = Map.of("state", "open", "ending", "none");

    private SchemaCheck() {}

    /** @throws DirectoryException naming the first statement that the database refuses */
    static void check(Jdbi jdbi, Dialect dialect) {
        List<String> refused = refused(jdbi);
        if (!refused.isEmpty()) {
            String fix = dialect == Dialect.OTHER
                    ? "Make the tables with what --print-schema dm prints."
                    : "Make the tables with what --print-schema prints, or leave out schema: check.";
            throw DatabaseFailure.of(
                    "The database refuses " + refused.size() + " of "
                            + NamedSql.all().size() + " statements, first: " + refused.get(0) + " – " + fix,
                    null);
        }
    }

    /** @throws DirectoryException if the database does not respond, which is no refusal */
    static List<String> refused(Jdbi jdbi) {
        List<String> refused = new ArrayList<>();
        for (NamedSql sql : NamedSql.all()) {
            try (Handle handle = jdbi.open()) {
                handle.begin();
                run(handle, sql);
                handle.rollback(); // If the statement fails, closing the handle rolls back.
            } catch (JdbiException e) {
                if (DatabaseFailure.isAway(e)) {
                    throw DatabaseFailure.of("The database does not answer: " + DatabaseFailure.cause(e), e);
                }
                Throwable cause = e.getCause() == null ? e : e.getCause();
                refused.add(sql + ": "
                        + String.valueOf(cause.getMessage())
                                .strip()
                                .lines()
                                .findFirst()
                                .orElse("?"));
            }
        }
        return refused;
    }

    private static void run(Handle handle, NamedSql sql) {
        boolean query = sql.text().startsWith("SELECT");
        if (query) {
            var statement = handle.createQuery(sql.text());
            parameters(sql).forEach(name -> statement.bind(name, sample(name)));
            statement.mapToMap().list();
        } else {
            var statement = handle.createUpdate(sql.text());
            parameters(sql).forEach(name -> statement.bind(name, sample(name)));
            statement.execute();
        }
    }

    private static List<String> parameters(NamedSql sql) {
        Matcher matcher = PARAMETER.matcher(sql.text());
        return matcher.results().map(found -> found.group(1)).distinct().toList();
    }

    private static Object sample(String parameter) {
        return NUMBERS.contains(parameter) ? (Object) 1L : SHORT.getOrDefault(parameter, NO_SUCH_VALUE);
    }
}
