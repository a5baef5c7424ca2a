package dev.saoma.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/**
 * The content of a directory after a while, written directly into its tables.
 *
 * @param people how many; number 8 waits for approval
 * @param names of the first people; the others are numbered
 * @param signIns of the last thirty days, a quarter of them today
 */
record ConsoleData(int people, List<String> names, int signIns) {
    /** The number that the waiting person sees. */
    static final String NUMBER = "482913";

    /** Names that people choose themselves, some of them hostile. */
    static final List<String> HOSTILE = List.of(
            "<script>window.ran = 1</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; window.ran = 1; //",
            "${7*7} #{brand} *{x} [[${7*7}]] {{7*7}}",
            "\u202egnp.exe",
            "a".repeat(200),
            "李娜",
            "陈晨🌿",
            "محمد",
            "王芳");

    private static final long DAY = 86_400_000;
    private static final int BATCH = 1000;

    /** Returns the data of a medium-sized directory, hostile names first. */
    static ConsoleData usual() {
        return new ConsoleData(250, HOSTILE, 3000);
    }

    static String subject(int number) {
        return "subject-%07d".formatted(number);
    }

    void write(Connection connection, String appId) throws SQLException {
        connection.setAutoCommit(false);
        writePeople(connection, appId);
        writeSignIns(connection);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void writePeople(Connection connection, String appId) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO saoma_person (pool, subject, wechat_name, search_name, state, waiting_code, waiting_at,"
                                + " first_at, last_at, sign_ins, ended_before, version, revision) VALUES ('default', ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, 0, 1, 0)");
                PreparedStatement role = connection.prepareStatement(
                        "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES ('default', ?, '', ?)");
                PreparedStatement identity = connection.prepareStatement(
                        "INSERT INTO saoma_identity (pool, app_id, openid, unionid, subject, first_at, last_at) VALUES"
                                + " ('default', ?, ?, ?, ?, 0, 0)");
                PreparedStatement application = connection.prepareStatement(
                        "INSERT INTO saoma_person_application (pool, subject, client_id, first_at, last_at, sign_ins) VALUES"
                                + " ('default', ?, ?, ?, ?, 1)")) {
            for (int i = 1; i <= people; i++) {
                String subject = subject(i);
                String name = i <= names.size() ? names.get(i - 1) : "用户 " + i;
                String state = state(i);
                insert.setString(1, subject);
                insert.setString(2, name);
                insert.setString(3, name);
                insert.setString(4, state);
                insert.setString(5, state.equals("waiting") ? NUMBER : null);
                insert.setObject(6, state.equals("waiting") ? now : null);
                insert.setLong(7, now - 90 * DAY + i);
                insert.setLong(8, now - (long) (i * (85.0 * DAY / (people + 2000))));
                insert.setLong(9, Math.max(1, 300 - i));
                insert.addBatch();
                role.setString(1, subject);
                role.setString(2, i % 2 == 0 ? "staff" : "finance");
                role.addBatch();
                identity.setString(1, appId);
                identity.setString(2, "openid-" + i);
                identity.setString(3, "unionid-" + i);
                identity.setString(4, subject);
                identity.addBatch();
                application.setString(1, subject);
                application.setString(2, i % 3 == 0 ? "shop" : "crm");
                application.setLong(3, now - 80 * DAY);
                application.setLong(4, now - i * 1000L);
                application.addBatch();
                if (i % BATCH == 0 || i == people) {
                    insert.executeBatch();
                    role.executeBatch();
                    identity.executeBatch();
                    application.executeBatch();
                }
            }
        }
    }

    private static String state(int number) {
        if (number == 7) {
            return "active";
        }
        if (number == 8) {
            return "waiting";
        }
        return number % 11 == 0 ? "blocked" : number % 3 == 0 ? "visitor" : "active";
    }

    private void writeSignIns(Connection connection) throws SQLException {
        long now = System.currentTimeMillis();
        Random random = new Random(7);
        List<String> ways = List.of("inline", "redirect", "popup", "session", "silent");
        List<String> reasons = List.of("unknown_person", "unknown_person", "blocked", "role_missing");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO saoma_sign_in (pool, id, happened_at, subject, client_id, sign_in_method, outcome, reason, ip)"
                        + " VALUES ('default', ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < signIns; i++) {
                boolean today = i % 4 == 0;
                double ago = random.nextDouble() * (today ? DAY : 30 * DAY);
                boolean refused = random.nextInt(12) == 0;
                insert.setString(1, "row-%06d".formatted(i));
                insert.setLong(2, now - (long) ago);
                insert.setString(3, refused ? null : subject(1 + random.nextInt(people)));
                insert.setString(4, random.nextInt(3) == 0 ? "shop" : "crm");
                insert.setString(5, ways.get(random.nextInt(ways.size())));
                insert.setString(6, refused ? "refused" : "finished");
                insert.setString(7, refused ? reasons.get(random.nextInt(reasons.size())) : null);
                insert.setString(8, "203.0.113." + (1 + random.nextInt(200)));
                insert.addBatch();
                if (i % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
