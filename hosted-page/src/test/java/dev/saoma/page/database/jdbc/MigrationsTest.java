package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes that start at the same time; the tests of each database server show that they all do start. */
class MigrationsTest {
    @Test
    @DisplayName("an objection of Flyway's own, in any words, may be due to another node that is migrating")
    void objectionOfFlyway_mayPass() {
        assertThat(Migrations.mayPass(new FlywayException("the history is empty")))
                .isTrue();
        assertThat(Migrations.mayPass(new FlywayException(new IllegalStateException("no first entry"))))
                .isTrue();
    }

    @Test
    @DisplayName("what the database refuses, it refuses again")
    void refusalOfTheDatabase_stays() {
        SQLException refusal = new SQLException("baseline: permission denied to create table", "42501");

        assertThat(Migrations.mayPass(new FlywayException("baseline", new IllegalStateException(refusal))))
                .isFalse();
        assertThat(Migrations.mayPass(new FlywayException("x", new SQLTransientConnectionException("no connection"))))
                .isFalse();
    }
}
