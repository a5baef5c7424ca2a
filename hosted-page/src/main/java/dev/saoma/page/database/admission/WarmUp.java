package dev.saoma.page.database.admission;

import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.AdmissionRule;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs an invented person in, and rolls that back, so that a node's first real sign-ins meet their deadline. */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private WarmUp() {}

    /** Thrown to roll the transaction back. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RolledBack() {
            super("done, and nothing of it is kept", null, false, false);
        }
    }

    /** Loads classes, prepares statements and opens a connection. A database that does not respond is skipped. */
    static void run(PeopleDatabase database) {
        AdmissionRules everybody = new AdmissionRules(any -> AdmissionRule.EVERYBODY, any -> Map.of());
        Admissions admissions = new Admissions(everybody, null, database.audit(), database.clock());
        Visits visits = new Visits(new PeopleMemory(), database.clock());
        String id = "warm-up-" + UUID.randomUUID();
        WeChatPerson person = new WeChatPerson("warm-up", id, id, "warm-up", null);
        Visit visit = new Visit("warm-up", "redirect", null, null, Optional.empty());
        try {
            database.transactions().run(tables -> {
                tables.pool();
                admissions.arrive(tables, person, id, visit, any -> Optional.empty());
                Arrival again = admissions.arrive(tables, person, id, visit, any -> Optional.empty());
                visits.note(tables, Objects.requireNonNull(again.person()), "warm-up");
                throw new RolledBack();
            });
        } catch (RolledBack e) {
            LOG.debug("the directory is warm");
        } catch (RuntimeException e) {
            LOG.debug("the directory cannot be warmed up", e);
        }
    }
}
