package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real PostgreSQL that hangs or is killed, or whose answer to a commit is lost. */
class DatabaseFaultsIT extends DatabaseFaultsContract {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    DatabaseFaultsIT() {
        super(SERVER);
    }

    @Test
    @DisplayName("5A: a commit whose answer is lost: the entry is written once, and those after it are written, too")
    void commitWithoutAnswer_isNotDoneTwice() {
        useSocketTimeout(1);
        comesIn(node().directory, "known");
        DatabaseServer.execute(
                url(),
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON saoma_sign_in DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                        + " EXECUTE FUNCTION slow()");

        node().directory.record(finished("known"));
        await(() -> count("SELECT COUNT(*) FROM saoma_sign_in") == 1);
        DatabaseServer.execute(url(), "DROP TRIGGER slow ON saoma_sign_in");
        node().directory.record(finished("known"));
        await(() -> count("SELECT COUNT(*) FROM saoma_sign_in") >= 2);

        assertThat(count("SELECT COUNT(*) FROM saoma_sign_in")).isEqualTo(2);
        assertThat(count("SELECT sign_ins FROM saoma_person")).isEqualTo(2);
    }
}
