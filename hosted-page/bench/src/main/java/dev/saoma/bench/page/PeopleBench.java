package dev.saoma.bench.page;

import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How soon the first page of a list of a million people is there, whatever it is filtered by. */
final class PeopleBench {
    private static final int BATCH = 1000;
    private static final String[] NAMES = {"王", "李", "张", "刘", "陈", "杨", "Emma ", "赵", "黄", "周"};

    /** From what index the first page of each list is read. */
    private static final Map<Sql, String> PLANS = Map.of(
            Sql.PEOPLE, "saoma_person_last",
            Sql.PEOPLE_IN_STATE, "saoma_person_state",
            Sql.PEOPLE_NAMED, "saoma_person_name",
            Sql.PEOPLE_WITH_ROLE, "saoma_person_role_name");

    private final int people;
    private final String url;
    private final Output output;

    /** Where lines go. */
    interface Output {
        void line(String format, Object... values);
    }

    PeopleBench(boolean quick, String url, Output output) {
        this.people = quick ? 100_000 : 1_000_000;
        this.url = url;
        this.output = output;
    }

    void measure(PageSettings settings) throws SQLException {
        try (PeopleDatabase database = PeopleDatabase.open(settings.pool(), List.of(new byte[32]), Clock.systemUTC())) {
            fill(settings.pool().name()); // Now there are tables.
            PLANS.forEach((sql, index) -> plan(database.pool().name(), sql, index));
            lists(database);
        }
    }

    private void lists(PeopleDatabase database) {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("all", Filter.ALL);
        for (State state : State.values()) {
            filters.put("state " + state.code(), new Filter(state, null, null));
        }
        filters.put("name of one in ten", new Filter(null, "张", null));
        filters.put("name of one", new Filter(null, "emma 77776", null));
        filters.put("name of nobody", new Filter(null, "zz", null));
        filters.put("role of one in two", new Filter(null, null, "staff"));
        filters.put("role of one in ten thousand", new Filter(null, null, "auditor"));
        filters.put("role of nobody", new Filter(null, null, "none"));
        PeopleAdministration administration = database.administration(new RandomText(new SecureRandom()));
        filters.forEach((name, filter) -> first(administration, name, filter));
    }

    /** @throws IllegalStateException if the database would not read the first page from that index */
    private void plan(String pool, Sql sql, String index) {
        String text = sql.text()
                .replace(":pool", "'" + pool + "'")
                .replace(":lastAt", "9223372036854775807")
                .replace(":subject", "''")
                .replace(":state", "'blocked'")
                .replace(":from", "'张'")
                .replace(":upto", "'张\uffff'")
                .replace(":role", "'auditor'");
        StringBuilder plan = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(address());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + text)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    plan.append(rows.getString(i)).append(' ');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the plan of " + sql + " cannot be had", e);
        }
        if (!plan.toString().toLowerCase(Locale.ROOT).contains(index)) {
            throw new IllegalStateException(sql + " does not use " + index + ": " + plan);
        }
    }

    private String address() {
        return url.startsWith("jdbc:h2:") ? url + ";AUTO_SERVER=TRUE" : url;
    }

    private void first(PeopleAdministration administration, String name, Filter filter) {
        double worst = 0;
        int found = 0;
        for (int i = 0; i < 25; i++) {
            long start = System.nanoTime();
            found = administration.list(filter, null).size();
            if (i >= 5) { // The first ones compile.
                worst = Math.max(worst, (System.nanoTime() - start) / 1e6);
            }
        }
        output.line(
                "| first page of %,d people, %s (%d found), at most 100 ms, the slowest of 20 | %.1f ms | %s |",
                people, name, found, worst, worst <= 100 ? "met" : "**missed**");
    }

    private void fill(String pool) throws SQLException {
        System.out.println("directory: adding " + people + " people");
        try (Connection connection = DriverManager.getConnection(address())) {
            connection.setAutoCommit(false);
            try (PreparedStatement person = connection.prepareStatement(
                            "INSERT INTO saoma_person (pool, subject, wechat_name, search_name, state, first_at, last_at, sign_ins,"
                                    + " ended_before, version, revision) VALUES ('" + pool
                                    + "', ?, ?, ?, ?, ?, ?, 1, 0, 1, 0)");
                    PreparedStatement role = connection.prepareStatement(
                            "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES ('" + pool
                                    + "', ?, '', ?)")) {
                for (int i = 0; i < people; i++) {
                    add(person, role, i);
                    if (i % BATCH == BATCH - 1) {
                        person.executeBatch();
                        role.executeBatch();
                        connection.commit();
                    }
                }
                person.executeBatch();
                role.executeBatch();
                connection.commit();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute( // As the database would do by itself in time.
                        url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")
                                ? "ANALYZE TABLE saoma_person, saoma_person_role"
                                : "ANALYZE");
                connection.commit();
            }
        }
    }

    private static void add(PreparedStatement person, PreparedStatement role, int i) throws SQLException {
        String subject = "many-" + i * 7919L % 1_000_003L + "-" + i;
        String name = NAMES[i % NAMES.length] + i;
        State state = i % 10_000 == 1
                ? State.WAITING
                : i % 100 == 2 ? State.BLOCKED : i % 12 == 3 ? State.VISITOR : State.ACTIVE;
        person.setString(1, subject);
        person.setString(2, name);
        person.setString(3, name.toLowerCase(Locale.ROOT));
        person.setString(4, state.code());
        person.setLong(5, 1_700_000_000_000L + i);
        person.setLong(6, 1_700_000_000_000L + i * 104_729L % 10_000_000_000L);
        person.addBatch();
        if (i % 2 == 0 || i % 10_000 == 1) {
            role.setString(1, subject);
            role.setString(2, i % 2 == 0 ? "staff" : "auditor");
            role.addBatch();
        }
    }
}
