package dev.saoma.page.database.admission;

import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills in the ends of ids that rows of an older version lack, in small batches: there may be a million, and an older node
 * beside this one writes more. Any number of nodes may do so at once. Called by one thread.
 */
final class IdEndings {
    private static final Logger LOG = LoggerFactory.getLogger(IdEndings.class);
    /** The most batches in one turn. */
    private static final int BATCHES = 10;

    private final Transactions transactions;

    IdEndings(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Fills in some rows; the next call continues. */
    void fill() {
        try {
            for (int i = 0; i < BATCHES; i++) {
                if (transactions.run(IdEndings::batch) == 0) {
                    return;
                }
            }
        } catch (JdbiException e) {
            LOG.debug("the ends of ids are filled in later", e);
        }
    }

    private static int batch(PeopleTables tables) {
        List<String> subjects =
                tables.query(Sql.ENDINGS_UNFILLED).mapTo(String.class).list();
        tables.each(
                Sql.PERSON_ENDING,
                subjects,
                (row, subject) -> row.bind("ending", Person.idEnding(subject)).bind("subject", subject));
        return subjects.size();
    }
}
