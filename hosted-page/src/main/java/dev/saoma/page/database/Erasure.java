package dev.saoma.page.database;

import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.seal.RandomText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Erases people, leaving no personal data in any table. The caller's transaction holds the pool's lock, and the people's rows
 * are locked first, so that concurrent transactions about them either finish before or find them erased. Thread-safe.
 */
public final class Erasure {
    private final OrderSteps steps;
    private final RandomText random;
    private final Marks marks;

    Erasure(OrderSteps steps, RandomText random) {
        this.steps = steps;
        this.random = random;
        this.marks = new Marks(steps.audit());
    }

    /**
     * The keyed fingerprints that remain of erased people. Those of ids keep blocked people out; those of pseudonyms and
     * addresses, which have a prefix in the same table, record when they were erased, so that entries that a node queued
     * before are written without them. Thread-safe.
     */
    public record Marks(AuditChain audit) {
        /** Longer than any session lives, and than any entry should wait for the database. */
        static final Duration KEPT = Duration.ofDays(31);

        /** The greatest difference allowed between the clocks of nodes. */
        static final Duration SKEW = Duration.ofMinutes(1);

        private static final String PREFIX = "erased.";
        private static final String ANY = PREFIX + "last";
        private static final String ERASED = "erased ";

        /** Returns when the person with that id or pseudonym was erased, in milliseconds since 1970; 0 if never. */
        long erasedAt(PeopleTables tables, String subject) {
            return at(tables, audit.logNames(subject));
        }

        /** Returns when the address was erased; 0 if never. */
        long addressErasedAt(PeopleTables tables, String address) {
            return at(tables, List.of("address " + address));
        }

        /** Returns the time of the last erasure; 0 if there was none. */
        long lastAt(PeopleTables tables) {
            return storedAt(tables, ANY);
        }

        /**
         * Whether one of these ids belongs to a person who was blocked when erased.
         *
         * @param wanted the subject that the person would get: one who was imported by it alone is recognised only by it
         */
        public boolean isBarred(PeopleTables tables, WeChatPerson wechat, String wanted) {
            return Stream.of(wechat.appId() + " " + wechat.openid(), wechat.unionid(), wechat.openid(), wanted)
                    .filter(Objects::nonNull)
                    .distinct()
                    .flatMap(id -> audit.fingerprints(id).stream())
                    .anyMatch(fingerprint -> isBarred(tables, fingerprint));
        }

        private static boolean isBarred(PeopleTables tables, String fingerprint) {
            return tables.query(Sql.BARRED)
                            .bind("fingerprint", fingerprint)
                            .mapTo(Long.class)
                            .one()
                    > 0;
        }

        /** Keeps sessions from before an erasure ended, for a person who is added again. */
        public void endSessionsFromBefore(PeopleTables tables, String subject) {
            long erasedAt = erasedAt(tables, subject);
            if (erasedAt > 0) {
                tables.update(Sql.PERSON_ENDED)
                        .bind("subject", subject)
                        .bind("now", erasedAt)
                        .execute();
            }
        }

        private long at(PeopleTables tables, List<String> names) {
            return names.stream()
                    .flatMap(name -> audit.fingerprints(ERASED + name).stream())
                    .mapToLong(fingerprint -> storedAt(tables, PREFIX + fingerprint))
                    .max()
                    .orElse(0);
        }

        private static long storedAt(PeopleTables tables, String fingerprint) {
            return tables.query(Sql.ERASED_AT)
                    .bind("fingerprint", fingerprint)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
        }

        /** Removes the address from rows without a person, such as that of a declined scan. */
        void eraseAddress(PeopleTables tables, String address, long now) {
            tables.update(Sql.SIGN_INS_ADDRESS_ERASED).bind("ip", address).execute();
            leave(tables, fingerprint("address " + address), now);
        }

        private void leave(PeopleTables tables, Collection<String> names, long now) {
            names.forEach(name -> leave(tables, fingerprint(name), now));
            leave(tables, ANY, now);
        }

        private static void leave(PeopleTables tables, String fingerprint, long now) {
            boolean isThere = tables.update(Sql.ERASED_AGAIN)
                            .bind("fingerprint", fingerprint)
                            .bind("now", now)
                            .execute()
                    > 0;
            if (!isThere) {
                tables.update(Sql.BARRED_INSERT)
                        .bind("fingerprint", fingerprint)
                        .bind("now", now)
                        .execute();
            }
        }

        private String fingerprint(String name) {
            return PREFIX + audit.fingerprint(ERASED + name);
        }
    }

    PutOut erase(PeopleTables tables, Actor actor, String subject) {
        List<String> all = withMerged(tables, subject);
        List<String> found = all.stream()
                .sorted()
                .filter(one -> tables.lockPerson(one).isPresent())
                .toList();
        if (!found.contains(subject)) {
            return eraseStranger(tables, actor, subject);
        }
        Person person = OrderSteps.person(tables, subject);
        OrderSteps.requireNoAdministrator(tables, subject);
        PutOut out = steps.end(tables, actor, subject);
        if (person.state() == State.BLOCKED) {
            bar(tables, all);
        }
        all.forEach(one -> delete(tables, one));
        steps.record(tables, actor, "person-erased", List.of());
        tables.changed();
        return out;
    }

    /** Returns the person and all entries that were merged into it, directly or through others. */
    private static List<String> withMerged(PeopleTables tables, String subject) {
        List<String> all = new ArrayList<>(List.of(subject));
        for (int i = 0; i < all.size(); i++) {
            tables.query(Sql.MERGED_INTO).bind("subject", all.get(i)).mapTo(String.class).list().stream()
                    .filter(one -> !all.contains(one))
                    .forEach(all::add);
        }
        return all;
    }

    /**
     * Erases what there is about a person without an entry: one who was only ever refused, or whose place on the waiting list
     * has expired. The id of an invitation erases that, since its note may be about a person.
     */
    private PutOut eraseStranger(PeopleTables tables, Actor actor, String subject) {
        List<String> names = names(subject);
        int rows = eraseSignIns(tables, names) + eraseDetails(tables, names);
        int invitations = tables.update(ConsoleSql.INVITATION_DELETE)
                .bind("hash", subject)
                .execute();
        if (rows + invitations == 0) {
            throw new OrderRefusedException("there is no person " + subject
                    + ", no invitation with that id, and no row of one who was refused or has"
                    + " only waited: list and sign-ins show who there is");
        }
        if (rows > 0) {
            marks.leave(tables, names, steps.now());
        }
        steps.record(tables, actor, rows > 0 ? "stranger-erased" : "invitation-erased", List.of());
        return PutOut.NOTHING;
    }

    private static int eraseDetails(PeopleTables tables, Collection<String> names) {
        return names.stream()
                .mapToInt(name -> tables.update(Sql.AUDIT_DETAILS_ERASED)
                        .bind("subject", name)
                        .execute())
                .sum();
    }

    /**
     * Returns the names that the log of sign-ins may have for the person: the id, and its pseudonym under every key.
     */
    private List<String> names(String subject) {
        return Stream.concat(Stream.of(subject), steps.audit().logNames(subject).stream())
                .toList();
    }

    private void delete(PeopleTables tables, String subject) {
        Set<String> names = new LinkedHashSet<>(names(subject));
        for (Identity identity : tables.identities(subject)) { // The person may have been refused under each of them.
            names.addAll(steps.audit().logNames(identity.openid()));
            if (identity.unionid() != null) {
                names.addAll(steps.audit().logNames(identity.unionid()));
            }
        }
        tables.query(Sql.SESSION_ADDRESSES)
                .bind("subject", subject)
                .mapTo(String.class)
                .list()
                .forEach(address -> marks.eraseAddress(tables, address, steps.now()));
        eraseSignIns(tables, names);
        marks.leave(tables, names, steps.now());
        tables.update(Sql.INVITATIONS_ERASED)
                .bind("subject", subject)
                .bind("erased", erased())
                .execute();
        eraseDetails(tables, names);
        tables.delete(subject);
    }

    private String erased() {
        return "erased:" + random.alphanumeric(16);
    }

    /** Removes ids and addresses from the rows with one of these names, and returns the number of rows. */
    private int eraseSignIns(PeopleTables tables, Collection<String> names) {
        String erased = erased();
        int rows = 0;
        for (String name : names) {
            tables.query(Sql.SIGN_IN_ADDRESSES)
                    .bind("subject", name)
                    .mapTo(String.class)
                    .list()
                    .forEach(address -> marks.eraseAddress(tables, address, steps.now()));
            rows += tables.update(Sql.SIGN_INS_ERASED)
                    .bind("subject", name)
                    .bind("erased", erased)
                    .execute();
        }
        return rows;
    }

    /** Keeps keyed fingerprints of a blocked person's ids, so that the block outlives the erasure. */
    private void bar(PeopleTables tables, Collection<String> subjects) {
        Set<String> ids = new LinkedHashSet<>(subjects);
        for (String subject : subjects) {
            for (Identity identity : tables.identities(subject)) {
                ids.add(identity.appId() + " " + identity.openid());
                if (identity.unionid() != null) {
                    ids.add(identity.unionid());
                }
            }
        }
        ids.stream()
                .map(steps.audit()::fingerprint)
                .filter(fingerprint -> !Marks.isBarred(tables, fingerprint))
                .forEach(fingerprint -> tables.update(Sql.BARRED_INSERT)
                        .bind("fingerprint", fingerprint)
                        .bind("now", steps.now())
                        .execute());
    }
}
