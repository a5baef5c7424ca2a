package dev.saoma.page.database;

import dev.saoma.page.database.PeopleTransfer.Admission;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.PeopleTransfer.Fingerprints;
import dev.saoma.page.database.PeopleTransfer.Invited;
import dev.saoma.page.database.PeopleTransfer.Line;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.Application;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports one line of an export; the caller's transaction holds the pool's lock. */
record PeopleImport(OrderSteps steps, PeopleTables tables, Actor actor) {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern APP_ID = Pattern.compile("[!-~]{1,64}");
    private static final Pattern WECHAT_ID = Pattern.compile("[!-~]{1,128}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** Of a person who was blocked, or a mark of an erasure. */
    private static final Pattern FINGERPRINT = Pattern.compile("(erased\\.)?[A-Za-z0-9_-]{43}|erased\\.last");

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final int CODES = 1_000_000;
    private static final int MAX_TEXT = 255;
    private static final int MAX_ADDRESS = 1024;

    /** Whether the line was added; false if all of it is there already. */
    boolean add(Line line) {
        if (line instanceof Exported person) {
            return add(person);
        }
        return line instanceof Invited invitation ? add(invitation) : add((Fingerprints) line);
    }

    private static void require(boolean isMet, String what, String expected) {
        if (!isMet) {
            throw new OrderRefusedException(what + ": " + expected);
        }
    }

    private static boolean fits(@Nullable String text, int length) {
        return text == null || text.length() <= length;
    }

    private boolean add(Exported person) {
        State state = check(person);
        String subject = person.subject();
        if (tables.subject(subject).isPresent()) {
            return false;
        }
        person.identities().forEach(id -> requireFree(subject, id));
        insert(person, state);
        steps.record(tables, actor, "person-imported", subject, state.code());
        tables.changed(subject);
        return true;
    }

    private static State check(Exported person) {
        String subject = person.subject();
        require(SUBJECT.matcher(subject).matches(), "subject", "1 to 255 of A-Z a-z 0-9 _ - expected");
        Person.Profile profile = person.profile();
        require(
                Stream.of(
                                profile.wechatName(),
                                profile.displayName(),
                                person.admission().stateWhy())
                        .allMatch(text -> fits(text, MAX_TEXT)),
                subject,
                "wechatName, displayName and stateWhy have at most 255 characters");
        require(fits(profile.picture(), MAX_ADDRESS), subject, "picture has at most 1024 characters");
        for (WeChatId id : person.identities()) {
            require(
                    APP_ID.matcher(id.appId()).matches()
                            && Stream.of(
                                            id.openid(),
                                            Optional.ofNullable(id.unionid()).orElse(id.openid()))
                                    .allMatch(one -> WECHAT_ID.matcher(one).matches()),
                    subject,
                    "an identity has appId, openid and perhaps unionid");
        }
        require(
                person.identities().stream()
                                .map(id -> id.appId() + " " + id.openid())
                                .distinct()
                                .count()
                        == person.identities().size(),
                subject,
                "an openid is there twice");
        person.roles().stream().map(Role::parse).forEach(OrderSteps::requireName);
        PersonDetails.requireAttributes(person.attributes());
        PersonDetails.requireNumber(person.attributes());
        require(
                person.applications().keySet().stream().allMatch(Application::isClientId),
                subject,
                "applications are named by their client ids");
        return state(person);
    }

    private static State state(Exported person) {
        Admission admission = person.admission();
        State state = Stream.of(State.values())
                .filter(one -> one != State.MERGED && one != State.UNKNOWN)
                .filter(one -> one.code().equals(admission.state()))
                .findFirst()
                .orElse(State.ACTIVE);
        require(
                admission.state() == null || admission.state().equals(state.code()),
                person.subject(),
                "state must be waiting, visitor, active or blocked");
        require(
                admission.waitingCode() == null
                        || CODE.matcher(admission.waitingCode()).matches(),
                person.subject(),
                "waitingCode has six digits");
        return state;
    }

    /** Refuses ids of another person: the database would know two people by them, or none. */
    private void requireFree(String subject, WeChatId id) {
        tables.identity(id.appId(), id.openid()).ifPresent(other -> {
            throw new OrderRefusedException(
                    subject + ": the openid " + id.openid() + " at " + id.appId() + " belongs to " + other.subject());
        });
        for (String other : id.unionid() == null ? List.<String>of() : tables.subjectsOf(id.unionid())) {
            require(other.equals(subject), subject, "the unionid " + id.unionid() + " belongs to " + other);
        }
    }

    private void insert(Exported person, State state) {
        String subject = person.subject();
        Person.Profile profile = person.profile();
        Admission admission = person.admission();
        boolean waits = state == State.WAITING;
        String name = profile.displayName() == null ? profile.wechatName() : profile.displayName();
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", subject)
                .bind("ending", Person.idEnding(subject))
                .bind("name", profile.wechatName())
                .bind("search", PeopleTables.searchable(name))
                .bind("picture", profile.picture())
                .bind("state", state.code())
                .bind("code", waits ? waitingCode(admission.waitingCode()) : null)
                .bind("waitingAt", waits ? steps.now() : null)
                .bind("waitingFrom", (String) null)
                .bind("now", steps.now())
                .execute();
        if (!waits && admission.stateWhy() != null) {
            OrderSteps.state(tables, subject, state, admission.stateWhy());
        }
        if (profile.displayName() != null) {
            tables.update(Sql.PERSON_NAMED)
                    .bind("subject", subject)
                    .bind("name", profile.displayName())
                    .bind("search", PeopleTables.searchable(name))
                    .execute();
        }
        endSessions(subject, admission.endedBefore());
        person.identities()
                .forEach(id -> tables.insert(
                        new WeChatPerson(id.appId(), id.openid(), id.unionid(), null, null), subject, steps.now()));
        person.roles().stream().distinct().map(Role::parse).forEach(role -> tables.insert(subject, role));
        person.attributes().forEach((key, value) -> tables.insertAttribute(subject, key, value));
        person.applications()
                .forEach((client, at) -> tables.update(Sql.APPLICATION_INSERT)
                        .bind("subject", subject)
                        .bind("clientId", client)
                        .bind("now", at)
                        .execute());
    }

    /** Has the sessions stay ended that were ended before the export, or by an erasure here. */
    private void endSessions(String subject, @Nullable Long endedBefore) {
        Erasure.Marks marks = new Erasure.Marks(steps.audit());
        marks.endSessionsFromBefore(tables, subject);
        if (endedBefore != null && endedBefore > marks.erasedAt(tables, subject)) {
            tables.update(Sql.PERSON_ENDED)
                    .bind("subject", subject)
                    .bind("now", endedBefore)
                    .execute();
        }
    }

    /** Returns the number that the person was shown, or a new one where another person here was shown the same. */
    private String waitingCode(@Nullable String shown) {
        String code = shown;
        while (code == null
                || !tables.people(tables.query(Sql.PERSON_BY_CODE).bind("code", code))
                        .isEmpty()) {
            code = String.format("%06d", new SecureRandom().nextInt(CODES));
        }
        return code;
    }

    private boolean add(Fingerprints line) {
        long added = line.fingerprints().entrySet().stream()
                .filter(one -> add(one.getKey(), one.getValue()))
                .count();
        if (added > 0) {
            steps.record(tables, actor, "fingerprints-imported", List.of());
        }
        return added > 0;
    }

    private boolean add(String fingerprint, long at) {
        require(FINGERPRINT.matcher(fingerprint).matches(), "fingerprints", "43 of A-Z a-z 0-9 _ - expected");
        Optional<Long> there = tables.query(Sql.ERASED_AT)
                .bind("fingerprint", fingerprint)
                .mapTo(Long.class)
                .findOne();
        if (there.isEmpty() || there.get() < at) {
            tables.update(there.isEmpty() ? Sql.BARRED_INSERT : Sql.ERASED_AGAIN)
                    .bind("fingerprint", fingerprint)
                    .bind("now", at)
                    .execute();
        }
        return there.isEmpty() || there.get() < at;
    }

    private boolean add(Invited line) {
        require(SECRET.matcher(line.invitation()).matches(), "invitation", "43 of A-Z a-z 0-9 _ - expected");
        List<Role> roles = line.roles().stream().map(Role::parse).toList();
        roles.forEach(OrderSteps::requireName);
        long left = line.expiresAt() - steps.now();
        if (left <= 0) {
            return false;
        }
        Invitations.require(roles, Duration.ofMillis(left), line.note());
        return new Invitations(steps.audit(), steps.clock()).add(tables, actor, line, roles);
    }
}
