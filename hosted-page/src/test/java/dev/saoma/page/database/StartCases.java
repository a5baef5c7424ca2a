package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.jdbc.Dialect;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.settings.PoolSettings;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes on a database server that has not been prepared. */
interface StartCases extends DirectoryCases {
    /** Returns the JDBC address of a new database without tables. */
    String emptyDatabase();

    @Test
    @DisplayName("5A: three nodes that start at once on an empty database make each table once, and all start")
    default void nodesThatStartAtOnce_makeTheTablesOnce() throws Exception {
        DirectoryNodes empty = new DirectoryNodes(nodes().folder(), emptyDatabase());
        PoolSettings pool = DirectoryFixture.pool(empty.folder(), empty.url(), "everybody", "");

        List<Directory> three = atOnce(3, i -> () -> DirectoryFixture.late(pool, clock()));
        try {
            await(() -> three.stream().allMatch(Directory::isReady));
            for (int i = 0; i < 3; i++) {
                assertThat(three.get(i).arrive(wechat("oA" + i, "u" + i), "u" + i, visit("crm")))
                        .isEqualTo(new Admitted("u" + i, "张伟"));
            }
            assertThat(empty.rows("saoma_person")).hasSize(3);
            assertThat(empty.rows("saoma_pool")).hasSize(1);
            assertThat(empty.rows("saoma_schema_history"))
                    .as("each migration once")
                    .extracting(row -> row.get("script"))
                    .doesNotHaveDuplicates()
                    .contains("V1__people.sql", "V5__id_ending.sql");
        } finally {
            three.forEach(Directory::close);
        }
    }

    @Test
    @DisplayName(
            "5A: tables of the version before are brought up to date, and their people are found by the end of the id")
    default void tablesOfTheVersionBefore_areBroughtUpToDate() {
        try (DirectoryFixture node = new DirectoryFixture(nodes().folder(), nodes().url(), "everybody", clock())) {
            arrive(node, "oA", U1, "crm");
        }
        boolean mysql = Dialect.of(nodes().url()) == Dialect.MYSQL;
        sql("DROP INDEX saoma_person_id_ending" + (mysql ? " ON saoma_person" : ""));
        sql("ALTER TABLE saoma_person DROP COLUMN id_ending");
        sql("DELETE FROM saoma_schema_history WHERE script = 'V5__id_ending.sql'");
        assertThat(rows("saoma_person")).hasSize(1).noneMatch(row -> row.containsKey("id_ending"));

        DirectoryFixture node = node("everybody");

        String end = U1.substring(U1.length() - 4);
        assertThat(node.people.list(new Filter(null, null, null, end), null))
                .extracting(Person::subject)
                .containsExactly(U1);
        await(() -> rows("saoma_person").stream().allMatch(row -> end.equals(row.get("id_ending"))));
    }
}
