package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions that violate a unique key: another node may have inserted the row, or no retry helps. */
@Timeout(300)
class ViolatedConstraintTest {
    private final Database database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final Transactions transactions = new Transactions(database, "default");
    private final List<String> runs = new ArrayList<>();

    @AfterEach
    void close() {
        database.close();
    }

    /** Adds a role that another node adds first, unless it is there by now. */
    private void add(PeopleTables tables, String name) {
        Role role = Role.parse(name);
        if (!tables.roles("u1").contains(role)) {
            CompletableFuture.runAsync(() -> transactions.run(other -> {
                        other.insert("u1", role);
                        return 0;
                    }))
                    .join();
            tables.insert("u1", role);
        }
    }

    @Test
    @DisplayName("a row that another node has inserted meanwhile is found by the next run, and so is a second one")
    void racesForRows_areRetried() {
        int result = transactions.run(tables -> {
            runs.add("run");
            add(tables, "staff");
            add(tables, "sales");
            return runs.size();
        });

        assertThat(result).isEqualTo(3);
        List<Role> roles = transactions.run(tables -> tables.roles("u1"));
        assertThat(roles).hasSize(2);
    }

    @Test
    @DisplayName("a violation that the next run repeats is no race, and ends the retries")
    void sameViolationAgain_isNotRetriedFurther() {
        assertThatThrownBy(() -> transactions.run(tables -> {
                    runs.add("run");
                    return tables.update(Sql.POOL_INSERT).execute(); // Exists since the start.
                }))
                .isInstanceOf(JdbiException.class);

        assertThat(runs).hasSize(2);
    }
}
