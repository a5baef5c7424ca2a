package dev.saoma.page.database;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.UsersFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The exported form of people, and its import. Thread-safe. */
public final class PeopleTransfer {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final OrderSteps steps;

    PeopleTransfer(OrderSteps steps) {
        this.steps = steps;
    }

    /**
     * A person as exported.
     *
     * @param state the state's code; null counts as {@code active}
     */
    public record Exported(
            String subject,
            Person.@Nullable Profile profile,
            @Nullable String state,
            @Nullable String stateWhy,
            @Nullable List<WeChatId> identities,
            @Nullable List<String> roles,
            @Nullable Map<String, String> attributes) {
        /** Returns the part of a profile that is exported. */
        public static Exported of(PersonProfile profile) {
            Person person = profile.person();
            return new Exported(
                    person.subject(),
                    person.profile(),
                    person.state().code(),
                    person.status().stateWhy(),
                    profile.identities(),
                    person.roles().stream().map(Role::toString).toList(),
                    person.attributes());
        }

        @Override
        public String toString() {
            return "Exported[…]";
        }
    }

    /**
     * Adds a person who does not exist yet, with one row of the audit.
     *
     * @return false if the person exists already, and is unchanged
     * @throws OrderRefusedException if the entry is not valid
     */
    boolean add(PeopleTables tables, Actor actor, Exported person) {
        State state = judge(person);
        if (tables.subject(person.subject()).isPresent()) {
            return false;
        }
        insert(tables, person, state);
        steps.record(tables, actor, "person-imported", person.subject(), state.code());
        tables.changed(person.subject());
        return true;
    }

    private static State judge(Exported person) {
        if (person.subject() == null || !SUBJECT.matcher(person.subject()).matches()) {
            throw new OrderRefusedException("subject: 1 to 255 of A-Z a-z 0-9 _ - expected");
        }
        attributes(person)
                .forEach((name, value) -> UsersFile.mistakeIn(name, value).ifPresent(why -> {
                    throw new OrderRefusedException(person.subject() + ": attribute " + name + " " + why);
                }));
        State state;
        try {
            state = person.state() == null ? State.ACTIVE : State.of(person.state());
        } catch (IllegalArgumentException e) {
            throw wrongState(person);
        }
        if (state == State.MERGED || state == State.WAITING) {
            throw wrongState(person);
        }
        return state;
    }

    private static OrderRefusedException wrongState(Exported person) {
        return new OrderRefusedException(person.subject() + ": state must be visitor, active or blocked");
    }

    private static Map<String, String> attributes(Exported person) {
        return Objects.requireNonNullElse(person.attributes(), Map.<String, String>of());
    }

    private void insert(PeopleTables tables, Exported person, State state) {
        String subject = person.subject();
        Person.Profile profile = Objects.requireNonNullElse(person.profile(), new Person.Profile(null, null, null));
        String name = profile.displayName() == null ? profile.wechatName() : profile.displayName();
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", subject)
                .bind("ending", Person.idEnding(subject))
                .bind("name", profile.wechatName())
                .bind("search", PeopleTables.searchable(name))
                .bind("picture", profile.picture())
                .bind("state", state.code())
                .bind("code", (String) null)
                .bind("waitingAt", (Long) null)
                .bind("waitingFrom", (String) null)
                .bind("now", steps.now())
                .execute();
        new Erasure.Marks(steps.audit()).endSessionsFromBefore(tables, subject);
        if (profile.displayName() != null) {
            tables.update(Sql.PERSON_NAMED)
                    .bind("subject", subject)
                    .bind("name", profile.displayName())
                    .bind("search", PeopleTables.searchable(name))
                    .execute();
        }
        for (WeChatId id : Objects.requireNonNullElse(person.identities(), List.<WeChatId>of())) {
            tables.insert(new WeChatPerson(id.appId(), id.openid(), id.unionid(), null, null), subject, steps.now());
        }
        Objects.requireNonNullElse(person.roles(), List.<String>of()).stream()
                .distinct()
                .map(Role::parse)
                .forEach(role -> tables.insert(subject, role));
        attributes(person).forEach((key, value) -> tables.insertAttribute(subject, key, value));
    }
}
