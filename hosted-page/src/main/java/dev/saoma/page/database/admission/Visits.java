package dev.saoma.page.database.admission;

import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import java.time.Clock;

/** Records which applications people have signed in to, within the caller's transaction. Thread-safe. */
record Visits(PeopleMemory memory, Clock clock) {
    /**
     * Records that the person signs in to the application, before the application receives anything: it must receive a logout
     * token when the person's sessions are ended. The caller remembers the visit only after the commit.
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
            tables.lockPerson(person.subject())
                    .filter(since -> since == person.activity().firstAt())
                    .orElseThrow(Transactions.Conflict::new); // The person has been erased meanwhile.
            tables.update(Sql.APPLICATION_INSERT)
                    .bind("subject", person.subject())
                    .bind("clientId", clientId)
                    .bind("now", clock.millis())
                    .execute();
        }
    }
}
