package dev.saoma.page.database.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * A statement of the product. All of them are in enums, so that the doctor can try each on any database. Parameters are
 * named; there is no upsert, no JSON and no vendor's function.
 */
public interface NamedSql {
    /** Returns the statement, with named parameters such as {@code :pool}. */
    String text();

    /**
     * Returns the statement as it is sent to a database of that kind. Text between the marks <code>/*h2</code> and
     * <code>h2*&#47;</code> is a comment except in H2, which reads rows in index order only if they are sorted by all columns
     * of the index, constants included. MariaDB would sort rows needlessly if constants were among the columns. The marks
     * <code>/*mysql</code> and <code>mysql*&#47;</code> are for MySQL and MariaDB.
     */
    default String text(Dialect dialect) {
        return dialect.opened(text());
    }

    /** Returns every statement of the product. */
    static List<NamedSql> all() {
        return Stream.of(Sql.values(), ConsoleSql.values(), TransferSql.values())
                .<NamedSql>flatMap(Stream::of)
                .toList();
    }
}
