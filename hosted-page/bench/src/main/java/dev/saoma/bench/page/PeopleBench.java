package dev.saoma.bench.page;

import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Dialect;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Measures how soon the first page of a list of a million people is available, for each filter. */
final class PeopleBench {
    private static final int AT_ONCE = 50_000;
    private static final int WARM_UP = 200;
    private static final String SUBJECT = "CONCAT('many-', MOD(i * 7919, 1000003), '-', i)";
    private static final Pattern INDEX = Pattern.compile("CREATE INDEX (\\w+) ON saoma_person(?:_role)? [^;]+");
    private static final String[] NAMES = {"王", "李", "张", "刘", "陈", "杨", "Emma ", "赵", "黄", "周"};

    /** The index from which the first page of each list is read. */
    private static final Map<Sql, String> PLANS = Map.of(
            Sql.PEOPLE, "saoma_person_last",
            Sql.PEOPLE_IN_STATE, "saoma_person_state",
            Sql.PEOPLE_NAMED, "saoma_person_name",
            Sql.PEOPLE_WITH_ROLE, "saoma_person_role_name",
            Sql.PEOPLE_ENDING, "saoma_person_id_ending",
            Sql.PEOPLE_ENDING_UNFILLED, "saoma_person_id_ending");

    private final int people;
    private final String url;
    private final Output output;

    /** Receives the lines of the report. */
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
            fill(settings.pool().name()); // The tables exist now.
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
        filters.put("name of no one", new Filter(null, "zz", null));
        filters.put("role of one in two", new Filter(null, null, "staff"));
        filters.put("role of one in ten thousand", new Filter(null, null, "auditor"));
        filters.put("role of no one", new Filter(null, null, "none"));
        filters.put("end of an id", new Filter(null, null, null, "7776"));
        filters.put("end of no id", new Filter(null, null, null, "zzzz"));
        PeopleAdministration administration = database.administration(new RandomText(new SecureRandom()));
        for (int i = 0; i < WARM_UP; i++) { // The JIT compiler runs in the foreground here.
            filters.values().forEach(filter -> administration.list(filter, null));
        }
        filters.forEach((name, filter) -> first(administration, name, filter));
    }

    /** @throws IllegalStateException if the database would not read the first page from that index */
    private void plan(String pool, Sql sql, String index) {
        String text = sql.text(Dialect.of(url))
                .replace(":pool", "'" + pool + "'")
                .replace(":lastAt", "9223372036854775807")
                .replace(":subject", "''")
                .replace(":state", "'blocked'")
                .replace(":from", "'张'")
                .replace(":upto", "'张\uffff'")
                .replace(":role", "'auditor'")
                .replace(":ending", "'7776'")
                .replace(":like", "'%7776'");
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
        List<Double> millis = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < 25; i++) {
            long start = System.nanoTime();
            found = administration.list(filter, null).size();
            if (i >= 5) { // The JIT compiler runs during the first ones.
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        Collections.sort(millis);
        double worst = millis.get(millis.size() - 1);
        output.line(
                "| first page of %,d people, %s (%d found), at most 100 ms, the slowest of 20 | %.1f ms, median %.1f | %s |",
                people, name, found, worst, millis.get(millis.size() / 2), worst <= 100 ? "met" : "**missed**");
    }

    /**
     * Has the database itself add the people, in batches, and afterwards recreates the indexes with the product's own
     * statements.
     */
    private void fill(String pool) throws SQLException {
        System.out.println("directory: adding " + people + " people");
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(address());
                Statement statement = connection.createStatement()) {
            if (isFilled(statement)) {
                return; // An earlier run has filled this server's database.
            }
            Map<String, String> indexes = indexes();
            for (String index : indexes.keySet()) {
                statement.execute("DROP INDEX " + index + (isMysql() ? " ON " + table(index) : ""));
            }
            for (int from = 0; from < people; from += AT_ONCE) {
                String numbers = numbers(from, Math.min(people, from + AT_ONCE) - 1);
                statement.execute(persons(pool, numbers));
                statement.execute(roles(pool, "staff", numbers, "MOD(i, 2) = 0"));
                statement.execute(roles(pool, "auditor", numbers, "MOD(i, 10000) = 1"));
            }
            for (String index : indexes.values()) {
                statement.execute(index);
            }
            // The database would do this by itself in time.
            statement.execute(isMysql() ? "ANALYZE TABLE saoma_person, saoma_person_role" : "ANALYZE");
        }
        System.out.printf("directory: added in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private boolean isFilled(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM saoma_person")) {
            return row.next() && row.getLong(1) >= people;
        }
    }

    private boolean isMysql() {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    /** Returns the indexes of the two tables, by name. */
    private Map<String, String> indexes() {
        Map<String, String> indexes = new LinkedHashMap<>();
        INDEX.matcher(Database.schema("h2")).results().forEach(found -> indexes.put(found.group(1), found.group()));
        return indexes;
    }

    private static String table(String index) {
        return index.startsWith("saoma_person_role") ? "saoma_person_role" : "saoma_person";
    }

    /** Returns SQL for a table of the numbers {@code i}. */
    private String numbers(int from, int upto) {
        String select;
        if (isMysql()) {
            select = "SELECT CAST(seq AS SIGNED) AS i FROM seq_" + from + "_to_" + upto;
        } else if (url.startsWith("jdbc:postgresql:")) {
            select = "SELECT CAST(g AS BIGINT) AS i FROM generate_series(" + from + ", " + upto + ") g";
        } else {
            select = "SELECT X AS i FROM SYSTEM_RANGE(" + from + ", " + upto + ")";
        }
        return " FROM (" + select + ") numbers";
    }

    private static String persons(String pool, String numbers) {
        StringBuilder first = new StringBuilder("CASE MOD(i, " + NAMES.length + ")");
        for (int i = 0; i < NAMES.length; i++) {
            first.append(" WHEN ").append(i).append(" THEN '").append(NAMES[i]).append('\'');
        }
        String name = "CONCAT(" + first.append(" END") + ", i)";
        return "INSERT INTO saoma_person (pool, subject, id_ending, wechat_name, search_name, state, first_at, last_at, sign_ins,"
                + " ended_before, version, revision) SELECT '" + pool + "', " + SUBJECT + ", RIGHT(" + SUBJECT
                + ", 4), " + name + ", LOWER("
                + name
                + "), CASE WHEN MOD(i, 10000) = 1 THEN 'waiting' WHEN MOD(i, 100) = 2 THEN 'blocked' WHEN MOD(i, 12) = 3"
                + " THEN 'visitor' ELSE 'active' END, 1700000000000 + i, 1700000000000 + MOD(i * 104729, 10000000000),"
                + " 1, 0, 1, 0" + numbers;
    }

    private static String roles(String pool, String role, String numbers, String which) {
        return "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) SELECT '" + pool + "', " + SUBJECT
                + ", '', '" + role + "'" + numbers + " WHERE " + which;
    }
}
