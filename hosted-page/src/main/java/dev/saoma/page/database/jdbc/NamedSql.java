package dev.saoma.page.database.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * A statement of the product. All of them are in enums, so that the doctor can try each on a database not tried before.
 * Parameters are named; there is no upsert, no JSON and no vendor's function.
 */
public interface NamedSql {
    /** Returns the statement, with named parameters such as {@code :pool}. */
    String text();

    /**
     * Returns the statement as it is sent to a database of that kind. What stands between the marks <code>/*h2</code> and
     * <code>h2*&#47;</code> is a comment except in H2, which reads rows in the order of an index only if they are sorted by all its
     * columns, constants included. MariaDB sorts rows in vain if constants are among the columns.
     */
    default String text(Dialect dialect) {
        return dialect.opened(text());
    }

    /** Returns every statement of the product. */
    static List<NamedSql> all() {
        return Stream.of(Sql.values(), ConsoleSql.values())
                .<NamedSql>flatMap(Stream::of)
                .toList();
    }
}
