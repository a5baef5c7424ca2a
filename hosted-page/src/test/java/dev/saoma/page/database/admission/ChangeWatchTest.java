package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.DeadlineCalls;
import dev.saoma.page.database.jdbc.SharedCall;
import dev.saoma.page.database.jdbc.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Changes that are committed while a node reads what has changed. */
class ChangeWatchTest extends AdmissionFixture {
    private final PeopleMemory memory = new PeopleMemory();
    private final List<Runnable> meanwhile = new ArrayList<>();
    private DeadlineCalls calls;
    private ChangeWatch watch;

    @BeforeEach
    void start() {
        calls = new DeadlineCalls(Duration.ofMinutes(1));
        watch = new ChangeWatch(transactions, new SharedCall<>(calls, this::revision), memory, (sid, subject) -> {});
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                if (Sql.BLOCKED.text().equals(context.getRawSql())) { // After the revision, before the changes.
                    List<Runnable> now = List.copyOf(meanwhile);
                    meanwhile.clear();
                    now.forEach(one -> CompletableFuture.runAsync(one).join());
                }
            }
        });
        watch.look();
    }

    @AfterEach
    void stop() {
        database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        calls.close();
    }

    private void remember(String subject) {
        memory.keep(person(subject), revision());
        memory.keep(wechat("o" + subject, subject), subject, revision());
    }

    private void erase(String subject) {
        transactions.underLock(tables -> {
            tables.delete(subject);
            tables.changed();
            return true;
        });
    }

    private void change(String subject) {
        transactions.underLock(tables -> {
            tables.changed(subject);
            return true;
        });
    }

    @Test
    @DisplayName("5A, rule 8: a person who was erased is forgotten, also where another is changed during the look")
    void erasure_isNotHiddenByALaterChange() {
        arrive("o" + U1, U1, "open");
        arrive("o" + U2, U2, "open");
        watch.look();
        remember(U1);
        remember(U2);

        erase(U1);
        meanwhile.add(() -> change(U2));
        watch.look();

        assertThat(meanwhile).isEmpty();
        assertThat(memory.lastRead(U1)).isEmpty();
        assertThat(memory.subject(wechat("o" + U1, U1))).isEmpty();
    }

    @Test
    @DisplayName("a change during a look is seen by the next one")
    void changeDuringALook_isSeenNext() {
        arrive("o" + U1, U1, "open");
        arrive("o" + U2, U2, "open");
        watch.look();
        remember(U1);
        remember(U2);

        change(U1);
        meanwhile.add(() -> {
            state(U2, State.BLOCKED);
            change(U2);
        });
        watch.look();
        assertThat(memory.subject(wechat("o" + U1, U1))).as("nobody was erased").hasValue(U1);
        watch.look();

        assertThat(memory.lastRead(U2)).isEmpty();
        assertThat(memory.blocked())
                .hasValueSatisfying(blocked -> assertThat(blocked).contains(U2));
    }
}
