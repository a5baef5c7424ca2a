package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.settings.PoolSettings;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes on a database server that nobody has prepared. */
interface StartCases extends DirectoryCases {
    @Test
    @DisplayName("5A: three nodes that start at once on an empty database make each table once, and all start")
    default void nodesThatStartAtOnce_makeTheTablesOnce() throws Exception {
        PoolSettings pool = DirectoryFixture.pool(nodes().folder(), nodes().url(), "everybody", "");

        List<Directory> three = atOnce(3, i -> () -> DirectoryFixture.late(pool, clock()));
        try {
            await(() -> three.stream().allMatch(Directory::isReady));
            for (int i = 0; i < 3; i++) {
                assertThat(three.get(i).arrive(wechat("oA" + i, "u" + i), "u" + i, visit("crm")))
                        .isEqualTo(new Admitted("u" + i, "张伟"));
            }
            assertThat(rows("saoma_person")).hasSize(3);
            assertThat(rows("saoma_pool")).hasSize(1);
            assertThat(rows("saoma_schema_history"))
                    .as("each migration once")
                    .extracting(row -> row.get("script"))
                    .doesNotHaveDuplicates()
                    .contains("V1__people.sql", "V5__id_ending.sql");
        } finally {
            three.forEach(Directory::close);
        }
    }
}
