package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** How a failure of the database is described. */
class DatabaseFailureTest {
    @Test
    void messageOfSeveralLines_becomesOne() {
        SQLException refused = new SQLException(
                "FATAL: not yet accepting connections\n  Detail: Consistent state not reached.\n", "57P03");

        assertThat(DatabaseFailure.cause(new IllegalStateException("no connection", refused)))
                .isEqualTo("FATAL: not yet accepting connections – Detail: Consistent state not reached.");
        assertThat(DatabaseFailure.isAway(refused)).isTrue();
    }

    @Test
    void failureWithoutMessage_hasNone() {
        assertThat(DatabaseFailure.cause(new SQLException())).isNull();
    }
}
