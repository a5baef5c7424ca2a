package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person with identities, applications, sessions and sign-ins.
 *
 * @param logName the person's pseudonym in log lines
 * @param applications applications that the person has signed in to, by client id
 * @param sessions the newest hundred sessions on the login page
 * @param signIns the newest hundred sign-ins
 */
public record PersonProfile(
        Person person,
        String logName,
        List<WeChatId> identities,
        List<String> applications,
        List<Session> sessions,
        List<SignIn> signIns) {
    /** A person's ids at WeChat. */
    public record WeChatId(
            String appId, String openid, @Nullable String unionid) {
        @Override
        public String toString() {
            return "WeChatId[…]";
        }
    }

    /** A session of a person on the login page. */
    public record Session(
            String sid,
            long begunAt,
            long seenAt,
            @Nullable Long endedAt,
            String method,
            @Nullable String ip) {}

    /** A sign-in of a person. */
    public record SignIn(
            long at,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason) {}

    /** Reads a person's profile. */
    static PersonProfile read(PeopleTables tables, Person person, String logName) {
        String subject = person.subject();
        return new PersonProfile(
                person,
                logName,
                tables.identities(subject).stream()
                        .map(identity -> new WeChatId(identity.appId(), identity.openid(), identity.unionid()))
                        .toList(),
                tables.applications(subject),
                tables.query(Sql.SESSIONS)
                        .bind("subject", subject)
                        .map((row, context) -> new Session(
                                row.getString("sid"),
                                row.getLong("begun_at"),
                                row.getLong("seen_at"),
                                row.getObject("ended_at") == null ? null : row.getLong("ended_at"),
                                row.getString("sign_in_method"),
                                row.getString("ip")))
                        .list(),
                tables.query(Sql.SIGN_INS_OF)
                        .bind("subject", subject)
                        .map((row, context) -> new SignIn(
                                row.getLong("happened_at"),
                                row.getString("client_id"),
                                row.getString("sign_in_method"),
                                row.getString("outcome"),
                                row.getString("reason")))
                        .list());
    }

    @Override
    public String toString() {
        return "PersonProfile[…]";
    }
}
