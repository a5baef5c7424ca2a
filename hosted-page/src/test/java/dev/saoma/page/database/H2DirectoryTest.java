package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.Dialect;
import dev.saoma.page.database.jdbc.NamedSql;
import dev.saoma.page.database.jdbc.Sql;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The directory in the embedded database. */
class H2DirectoryTest extends DirectoryContract implements LaterVersionCases {
    /** Their tables or states are small: at most 1,000 people wait, and messages are pending only briefly. */
    private static final Set<Sql> OF_FEW_ROWS = Set.of(Sql.WAITING_EXPIRED, Sql.WAITING_OLDEST, Sql.OUTBOX_DUE);

    @Override
    String newDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    @Test
    @DisplayName(
            "5A: a page of a large table is read in the order of an index, where the embedded database would sort the whole pool")
    void pages_areReadInTheOrderOfAnIndex() {
        node("everybody");

        assertThat(NamedSql.all())
                .filteredOn(sql -> !(sql instanceof ConsoleSql))
                .filteredOn(sql -> sql.text().contains("LIMIT") && !OF_FEW_ROWS.contains(sql))
                .hasSizeGreaterThan(20)
                .allSatisfy(sql -> assertThat(
                                nodes().text("EXPLAIN " + sql.text(Dialect.H2).replaceAll(":[a-zA-Z]+", "'1'")))
                        .as(sql.toString())
                        .contains("/* index sorted */"));
    }

    @Test
    @DisplayName("the embedded database gets its statements with the columns by which it finds that order")
    void statement_isSentAsH2NeedsIt() {
        DirectoryFixture node = node("everybody");
        nodes().sql("SET QUERY_STATISTICS TRUE");

        node.people.list(PeopleAdministration.Filter.ALL, null);

        assertThat(nodes().rows("INFORMATION_SCHEMA.QUERY_STATISTICS").toString())
                .contains("ORDER BY p.pool DESC, p.last_at DESC")
                .doesNotContain("/*h2");
    }
}
