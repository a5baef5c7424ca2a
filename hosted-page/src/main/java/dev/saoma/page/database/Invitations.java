package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleTransfer.Invited;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.Fingerprint;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One-time invitations, stored as fingerprints only; every method runs within the caller's transaction. Thread-safe. */
public record Invitations(AuditChain audit, Clock clock) {
    private static final int MAX_NOTE = 255;
    private static final int MAX_ROLES = 1024;
    private static final Duration LONGEST = Duration.ofDays(90);

    /** @throws OrderRefusedException if a value is out of bounds */
    static void require(Collection<Role> roles, Duration lifetime, @Nullable String note) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
            throw new OrderRefusedException("an invitation is good for at most ninety days");
        }
        if (text(roles).length() > MAX_ROLES) {
            throw new OrderRefusedException("an invitation gives roles of at most " + MAX_ROLES + " characters");
        }
        if (note != null && note.length() > MAX_NOTE) {
            throw new OrderRefusedException("a note has at most " + MAX_NOTE + " characters");
        }
    }

    private static String text(Collection<Role> roles) {
        return roles.stream().distinct().map(Role::toString).collect(Collectors.joining(" "));
    }

    /** Creates an invitation; the caller holds the pool's lock, and must not store the secret. */
    void make(
            PeopleTables tables,
            Actor actor,
            String secret,
            Collection<Role> roles,
            Duration lifetime,
            @Nullable String note) {
        tables.update(Sql.INVITATION_INSERT)
                .bind("hash", Fingerprint.of(secret))
                .bind("roles", text(roles))
                .bind("now", clock.millis())
                .bind("until", clock.millis() + lifetime.toMillis())
                .bind("note", note)
                .execute();
        audit.append(
                tables, actor, "invitation-made", clock.millis(), List.of(new Detail(null, "roles: " + text(roles))));
    }

    /** Adds an invitation of another database, and returns whether it was missing here; the caller holds the pool's lock. */
    boolean add(PeopleTables tables, Actor actor, Invited invitation, Collection<Role> roles) {
        boolean isThere = tables.query(Sql.INVITATION)
                .bind("hash", invitation.invitation())
                .map((row, context) -> row.getLong("expires_at"))
                .findOne()
                .isPresent();
        if (isThere) {
            return false;
        }
        tables.update(Sql.INVITATION_INSERT)
                .bind("hash", invitation.invitation())
                .bind("roles", text(roles))
                .bind("now", invitation.createdAt())
                .bind("until", invitation.expiresAt())
                .bind("note", invitation.note())
                .execute();
        audit.append(
                tables,
                actor,
                "invitation-imported",
                clock.millis(),
                List.of(new Detail(null, "roles: " + text(roles))));
        return true;
    }

    /** Returns the roles of an invitation as words, as they are stored. */
    static List<String> words(String roles) {
        return Arrays.stream(roles.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /** Redeems a valid invitation; of concurrent calls only one succeeds. */
    public boolean redeem(PeopleTables tables, String secret, String subject) {
        return tables.update(Sql.INVITATION_USED)
                        .bind("hash", Fingerprint.of(secret))
                        .bind("subject", subject)
                        .bind("now", clock.millis())
                        .execute()
                == 1;
    }

    /** Gives the person the roles of the invitation that they have redeemed. */
    public void grant(PeopleTables tables, Actor actor, String secret, String subject) {
        String roles = tables.query(Sql.INVITATION)
                .bind("hash", Fingerprint.of(secret))
                .map((row, context) -> Objects.toString(row.getString("roles"), ""))
                .one();
        List<Role> had = tables.roles(subject);
        words(roles).stream()
                .map(Role::parse)
                .filter(role -> !had.contains(role))
                .forEach(role -> tables.insert(subject, role));
        tables.lockPool();
        audit.append(tables, actor, "invitation-used", clock.millis(), List.of(new Detail(subject, "roles: " + roles)));
        tables.changed(subject);
    }
}
