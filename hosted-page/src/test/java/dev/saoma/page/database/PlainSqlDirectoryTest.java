package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.jdbc.Database;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a database that the product does not know by name, and that knows plain SQL alone; its tables are made by hand. */
class PlainSqlDirectoryTest extends DirectoryContract {
    @Override
    String emptyDatabase() {
        PlainSqlDriver.register();
        String url = PlainSqlDriver.PREFIX + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        DatabaseServer.execute(url, Database.schema("dm").split(";\\s*\n"));
        return url;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO saoma_barred VALUES ('p', 'f', 1) ON CONFLICT DO NOTHING",
                "MERGE INTO saoma_barred KEY (pool) VALUES ('p', 'f', 1)",
                "CREATE TABLE t (a JSON)",
                "SELECT * FROM saoma_barred LIMIT 1 OFFSET 1",
                "SELECT * FROM saoma_barred FETCH FIRST 1 ROWS ONLY"
            })
    void whatIsNotPlain_isRefusedHere(String sql) {
        String url = emptyDatabase();

        assertThatThrownBy(() -> DatabaseServer.execute(url, sql)).hasMessageContaining("not plain");
    }

    @Test
    @DisplayName("a page of the list costs three statements, however many people are on it")
    void list_costsThreeStatements() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 50; i++) {
            arrive(node, "o" + i, "u" + i, "shop");
        }
        Jdbi jdbi = Jdbi.create(nodes().url());
        AtomicInteger statements = new AtomicInteger();
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });

        List<Person> page = jdbi.withHandle(handle ->
                new PeopleList(new PeopleTables(handle, "default"), PeopleAdministration.Filter.ALL).after(null));

        assertThat(page).hasSize(50);
        assertThat(statements).hasValue(3);
    }
}
