package dev.saoma.page.database;

import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.Application;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person in the directory.
 *
 * @param subject the id that applications know the person by
 * @param version grows with each change by an administrator
 * @param roles sorted; those with an empty client id apply to every application
 */
public record Person(
        String subject,
        Profile profile,
        Status status,
        Activity activity,
        @Nullable String note,
        long version,
        List<Role> roles,
        Map<String, String> attributes) {
    /** The length of {@link #idEnding}. */
    static final int ID_ENDING = 4;

    /** Copies the collections. */
    public Person {
        roles = List.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    /** Returns the last four characters of an id, by which people are searched. */
    public static String idEnding(String subject) {
        return subject.substring(Math.max(0, subject.length() - ID_ENDING));
    }

    /**
     * A person's names and picture.
     *
     * @param wechatName the nickname of the last sign-in that requested it
     * @param displayName the name that an administrator gave; shown in place of WeChat's
     * @param picture address of the avatar
     */
    public record Profile(
            @Nullable String wechatName,
            @Nullable String displayName,
            @Nullable String picture) {
        @Override
        public String toString() {
            return "Profile[…]";
        }
    }

    /**
     * The state of a person's admission.
     *
     * @param stateWhy the reason that the administrator gave for the last change of state
     * @param waitingCode six digits to read out; null unless waiting
     * @param mergedInto the person whom this one was merged into
     */
    public record Status(
            State state,
            @Nullable String stateWhy,
            @Nullable String waitingCode,
            @Nullable String mergedInto) {
        @Override
        public String toString() {
            return "Status[" + state + "]";
        }
    }

    /**
     * A person's activity; times are in milliseconds since 1970.
     *
     * @param lastAt accurate to a minute
     * @param endedBefore sessions, codes and tokens that began earlier are invalid; 0 if none were ended
     */
    public record Activity(long firstAt, long lastAt, long signIns, long endedBefore) {}

    /** A person's state of admission. */
    public enum State {
        /** Has requested admission and waits for an administrator's decision. */
        WAITING,
        /** Admitted only at applications that admit everyone. */
        VISITOR,
        /** Known and admitted. */
        ACTIVE,
        /** Blocked: admitted nowhere. */
        BLOCKED,
        /** Merged into another person's entry. */
        MERGED,
        /** In a state that only a newer version of the page knows: admitted nowhere. Never written. */
        UNKNOWN;

        /** Returns the code used in the table. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Parses a code.
         *
         * @throws IllegalArgumentException if there is no such state
         */
        static State of(String code) {
            State state = stored(code);
            if (state == UNKNOWN) {
                throw new IllegalArgumentException("state: waiting, active, visitor, blocked or merged expected");
            }
            return state;
        }

        /** Parses a code in the table, which a newer version may have written. */
        static State stored(String code) {
            return Stream.of(values())
                    .filter(state -> state.code().equals(code))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    /**
     * A role of a person.
     *
     * @param clientId the application that it is limited to; empty for all
     */
    public record Role(String clientId, String name) {
        /** Whether the role applies to the application. */
        boolean countsAt(String application) {
            return clientId.isEmpty() || clientId.equals(application);
        }

        /** Returns {@code name}, or {@code client:name} if it is limited to one application. */
        @Override
        public String toString() {
            return clientId.isEmpty() ? name : clientId + ":" + name;
        }

        /** Whether its name may be given to people, and its application could be one. */
        public boolean isWellFormed() {
            return AdmissionRule.isRole(name) && (clientId.isEmpty() || Application.isClientId(clientId));
        }

        /** Parses the result of {@link #toString}. */
        public static Role parse(String text) {
            int colon = text.indexOf(':');
            return colon < 1 ? new Role("", text) : new Role(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    public State state() {
        return status.state();
    }

    /** Returns the name to show: the display name, otherwise WeChat's. */
    public Optional<String> name() {
        return Optional.ofNullable(profile.displayName() == null ? profile.wechatName() : profile.displayName());
    }

    /** Whether the stored name and picture are the ones that WeChat returned, as far as it returned any. */
    public boolean isCalled(WeChatPerson wechat) {
        return (wechat.name() == null || wechat.name().equals(profile.wechatName()))
                && (wechat.picture() == null || wechat.picture().equals(profile.picture()));
    }

    /** Returns the roles that the application may see. */
    public List<String> rolesAt(String clientId) {
        return roles.stream()
                .filter(role -> role.countsAt(clientId))
                .map(Role::name)
                .distinct()
                .toList();
    }

    /** Returns the roles and attributes that the application may see, by claim name. */
    public Map<String, Object> claimsAt(String clientId) {
        Map<String, Object> claims = new LinkedHashMap<>(attributes);
        List<String> seen = rolesAt(clientId);
        if (!seen.isEmpty()) {
            claims.put("roles", seen);
        }
        return claims;
    }

    Person with(List<Role> roles, Map<String, String> attributes) {
        return new Person(subject, profile, status, activity, note, version, roles, attributes);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
