package dev.saoma.page.database;

import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.RandomText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Erases people: no personal data is left in any table. Thread-safe. */
final class Erasure {
    private final OrderSteps steps;
    private final RandomText random;

    Erasure(OrderSteps steps, RandomText random) {
        this.steps = steps;
        this.random = random;
    }

    PutOut erase(PeopleTables tables, Actor actor, String subject) {
        if (tables.subject(subject).isEmpty()) {
            return eraseStranger(tables, actor, subject);
        }
        Person person = OrderSteps.person(tables, subject);
        OrderSteps.requireNoAdministrator(tables, subject);
        PutOut out = steps.end(tables, actor, subject);
        tables.query(Sql.MERGED_INTO)
                .bind("subject", subject)
                .mapTo(String.class)
                .list()
                .forEach(merged -> delete(tables, merged)); // Earlier entries of the same person.
        if (person.state() == State.BLOCKED) {
            bar(tables, subject);
        }
        delete(tables, subject);
        steps.record(tables, actor, "person-erased", List.of());
        tables.changed();
        return out;
    }

    /** Erases a person who was only ever refused: the log of sign-ins has rows under a pseudonym or the WeChat id. */
    private PutOut eraseStranger(PeopleTables tables, Actor actor, String subject) {
        if (eraseSignIns(tables, List.of(subject, steps.audit().logName(subject))) == 0) {
            throw new OrderRefusedException(
                    "there is no person " + subject
                            + ", and no row of the log of sign-ins of one who was refused: list and sign-ins show who there is");
        }
        steps.record(tables, actor, "stranger-erased", List.of());
        return PutOut.NOTHING;
    }

    private void delete(PeopleTables tables, String subject) {
        Set<String> names = new LinkedHashSet<>(List.of(subject, steps.audit().logName(subject)));
        for (Identity identity : tables.identities(subject)) { // The person may have been refused under each of them.
            names.add(steps.audit().logName(identity.openid()));
            if (identity.unionid() != null) {
                names.add(steps.audit().logName(identity.unionid()));
            }
        }
        tables.query(Sql.SESSION_ADDRESSES)
                .bind("subject", subject)
                .mapTo(String.class)
                .list()
                .forEach(address -> eraseAddress(tables, address));
        eraseSignIns(tables, names);
        tables.update(Sql.INVITATIONS_ERASED)
                .bind("subject", subject)
                .bind("erased", erased())
                .execute();
        tables.update(Sql.AUDIT_DETAILS_ERASED).bind("subject", subject).execute();
        tables.delete(subject);
    }

    private String erased() {
        return "erased:" + random.alphanumeric(16);
    }

    /** Removes ids and addresses from the rows with one of these names, and returns how many there were. */
    private int eraseSignIns(PeopleTables tables, Collection<String> names) {
        String erased = erased();
        int rows = 0;
        for (String name : names) {
            tables.query(Sql.SIGN_IN_ADDRESSES)
                    .bind("subject", name)
                    .mapTo(String.class)
                    .list()
                    .forEach(address -> eraseAddress(tables, address));
            rows += tables.update(Sql.SIGN_INS_ERASED)
                    .bind("subject", name)
                    .bind("erased", erased)
                    .execute();
        }
        return rows;
    }

    /** Removes the address from rows without a person, such as that of a declined scan. */
    private static void eraseAddress(PeopleTables tables, String address) {
        tables.update(Sql.SIGN_INS_ADDRESS_ERASED).bind("ip", address).execute();
    }

    /** Keeps keyed fingerprints of a blocked person's ids, so that the block outlives the erasure. */
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
