package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.jdbc.Dialect;
import dev.saoma.page.directory.Verdict.Admitted;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node beside one of a later version, which has migrated their database. */
interface LaterVersionCases extends DirectoryCases {
    @Test
    @DisplayName(
            "5A: a node starts and works on tables that a later version has migrated, and leaves their history alone")
    default void tablesOfALaterVersion_areUsed() {
        DirectoryFixture before = node("everybody");
        arrive(before, "oA", U1, "crm");
        String q = Dialect.of(nodes().url()) == Dialect.MYSQL ? "`" : "\"";
        String history = q + "saoma_schema_history" + q;
        sql(("INSERT INTO " + history + " ('installed_rank', 'version', 'description', 'type', 'script', 'checksum',"
                        + " 'installed_by', 'installed_on', 'execution_time', 'success') SELECT 'installed_rank' + 100, ~7~,"
                        + " ~later~, 'type', ~V7__later.sql~, 12345, 'installed_by', 'installed_on', 'execution_time',"
                        + " 'success' FROM " + history + " WHERE 'version' = ~5~")
                .replace("'", q)
                .replace('~', '\''));
        sql("ALTER TABLE saoma_person ADD later_column VARCHAR(20)");
        sql("CREATE INDEX saoma_person_later ON saoma_person (pool, later_column)");
        int migrations = rows(history).size();

        DirectoryFixture node = node("everybody");

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive(node, "oB", U2, "crm")).isEqualTo(new Admitted(U2, "张伟"));
        assertThat(arrive(before, "oB", U2, "crm")).isEqualTo(new Admitted(U2, "张伟"));
        assertThat(node.people.list(Filter.ALL, null)).hasSize(2);
        assertThat(node.database.refusedStatements()).isEmpty();
        assertThat(rows(history)).hasSize(migrations);
    }
}
