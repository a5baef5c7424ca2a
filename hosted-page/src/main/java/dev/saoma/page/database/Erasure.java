package dev.saoma.page.database;

import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.NamedSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.RandomText;
import java.util.ArrayList;
import java.util.List;

/** Forgets people: nothing personal is left in any table. Thread-safe. */
final class Erasure {
    private final OrderSteps steps;
    private final RandomText random;

    Erasure(OrderSteps steps, RandomText random) {
        this.steps = steps;
        this.random = random;
    }

    PutOut erase(PeopleTables tables, Actor actor, String subject) {
        Person person = OrderSteps.person(tables, subject);
        OrderSteps.requireNoAdministrator(tables, subject);
        PutOut out = steps.end(tables, actor, subject);
        tables.query(Sql.MERGED_INTO)
                .bind("subject", subject)
                .mapTo(String.class)
                .list()
                .forEach(merged -> delete(tables, merged)); // Once an entry of the same person.
        if (person.state() == State.BLOCKED) {
            bar(tables, subject);
        }
        delete(tables, subject);
        steps.record(tables, actor, "person-erased", List.of());
        tables.changed();
        return out;
    }

    private void delete(PeopleTables tables, String subject) {
        String erased = "erased:" + random.alphanumeric(16);
        for (Sql sql : List.of(Sql.SIGN_INS_ERASED, Sql.INVITATIONS_ERASED)) {
            tables.update(sql).bind("subject", subject).bind("erased", erased).execute();
        }
        for (NamedSql sql : List.of(
                Sql.IDENTITY_DELETE,
                Sql.ROLES_DELETE,
                Sql.ATTRIBUTES_DELETE,
                Sql.APPLICATIONS_DELETE,
                Sql.SESSIONS_DELETE,
                Sql.OUTBOX_ERASED,
                Sql.AUDIT_DETAILS_ERASED,
                ConsoleSql.ORDERS_ERASED,
                Sql.PERSON_DELETE)) {
            tables.update(sql).bind("subject", subject).execute();
        }
    }

    /** Keeps keyed fingerprints of a blocked person's ids, so that erasing is no way back in. */
    private void bar(PeopleTables tables, String subject) {
        List<String> ids = new ArrayList<>();
        for (Identity identity : tables.identities(subject)) {
            ids.add(identity.appId() + " " + identity.openid());
            if (identity.unionid() != null) {
                ids.add(identity.unionid());
            }
        }
        ids.stream()
                .distinct()
                .map(steps.audit()::fingerprint)
                .filter(fingerprint -> tables.query(Sql.BARRED)
                                .bind("fingerprint", fingerprint)
                                .mapTo(Long.class)
                                .one()
                        == 0)
                .forEach(fingerprint -> tables.update(Sql.BARRED_INSERT)
                        .bind("fingerprint", fingerprint)
                        .bind("now", steps.now())
                        .execute());
    }
}
