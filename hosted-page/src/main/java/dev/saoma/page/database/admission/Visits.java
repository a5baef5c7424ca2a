package dev.saoma.page.database.admission;

import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.jdbc.Sql;
import java.time.Clock;

/** Which applications people have been at, within transactions of the caller's. Thread-safe. */
record Visits(PeopleMemory memory, Clock clock) {
    /**
     * The application must be told when the person is put out, so it is written before it gets anything. It counts as written
     * only after the commit, which is for the caller to remember.
     */
    void note(PeopleTables tables, Person person, String clientId) {
        if (memory.knowsVisit(person, clientId)) {
            return;
        }
        boolean noted = tables.query(Sql.APPLICATIONS)
                .bind("subject", person.subject())
                .map((row, context) -> row.getString("client_id"))
                .list()
                .contains(clientId);
        if (!noted) {
            tables.update(Sql.APPLICATION_INSERT)
                    .bind("subject", person.subject())
                    .bind("clientId", clientId)
                    .bind("now", clock.millis())
                    .execute();
        }
    }
}
