package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Dialect;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.support.Pause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Nodes on one database, with a clock that stands still, and a view of the tables that bypasses them. */
final class DirectoryNodes implements AutoCloseable {
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

    final MutableClock clock = MutableClock.atNow();
    private final Path folder;
    private final String url;
    private final List<DirectoryFixture> nodes = new ArrayList<>();
    /** One connection for all looks: opening one costs a database server more than most statements. */
    private @Nullable Handle view;

    DirectoryNodes(Path folder, String url) {
        this.folder = folder;
        this.url = url;
    }

    Path folder() {
        return folder;
    }

    String url() {
        return url;
    }

    DirectoryFixture node(String admission, String moreOfWeChat) {
        return node(DirectoryFixture.pool(folder, url, admission, moreOfWeChat));
    }

    DirectoryFixture node(PoolSettings pool) {
        DirectoryFixture node = new DirectoryFixture(pool, clock);
        nodes.add(node);
        return node;
    }

    @Override
    public synchronized void close() {
        nodes.forEach(DirectoryFixture::close);
        if (view != null) {
            view.close();
        }
    }

    interface Condition {
        boolean holds();
    }

    /** Waits for what a node does by itself; ends at the timeout of the test class. */
    static void await(Condition condition) {
        while (!condition.holds()) {
            Pause.briefly();
        }
    }

    interface Task<T> {
        Callable<T> of(int i);
    }

    /** Runs the task on several threads, which begin together. */
    static <T> List<T> atOnce(int count, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier together = new CyclicBarrier(count);
        try {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> call = task.of(i);
                results.add(threads.submit(() -> {
                    together.await();
                    return call.call();
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Opens the address as the page does: an embedded database may already be open. */
    private Handle view() {
        Handle opened = view;
        if (opened == null) {
            boolean keepsPlans = Dialect.of(url) == Dialect.POSTGRESQL; // They end with the columns that they are for.
            opened = Jdbi.open(url + (keepsPlans ? "&prepareThreshold=0" : ""));
            view = opened;
        }
        return opened;
    }

    synchronized void sql(String text) {
        view().execute(text);
    }

    synchronized String text(String select) {
        return view().createQuery(select).mapTo(String.class).one();
    }

    synchronized List<Map<String, Object>> rows(String table) {
        return view().createQuery("SELECT * FROM " + table).mapToMap().list();
    }

    /** Returns all rows of every table in the schema, so that a new table cannot be forgotten here. */
    String dump() {
        return TABLE.matcher(Database.schema("h2"))
                .results()
                .map(found -> found.group(1))
                .map(table -> table + rows(table))
                .collect(Collectors.joining("\n"));
    }

    /** Adds many people, every second one with the role staff, and has the database update its statistics. */
    synchronized void fill(int people) {
        view().useTransaction(handle -> {
            PreparedBatch persons = handle.prepareBatch(
                    "INSERT INTO saoma_person (pool, subject, id_ending, wechat_name, search_name, state,"
                            + " first_at, last_at, sign_ins, ended_before, version, revision) VALUES ('default', ?, ?, ?, ?, ?, ?, ?, 0, 0,"
                            + " 1, 0)");
            PreparedBatch roles =
                    handle.prepareBatch("INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES"
                            + " ('default', ?, '', ?)");
            for (int i = 0; i < people; i++) {
                persons.add(
                        "s" + i,
                        Person.idEnding("s" + i),
                        "n" + i,
                        "n" + i,
                        i % 50 == 0 ? "blocked" : "active",
                        1L,
                        7919L * i % people);
                roles.add("s" + i, i % 2 == 0 ? "staff" : "other" + i);
            }
            persons.execute();
            roles.execute();
        });
        if (Dialect.of(url) == Dialect.MYSQL) {
            view().createQuery("ANALYZE TABLE saoma_person, saoma_person_role")
                    .mapToMap()
                    .list();
        } else {
            view().execute("ANALYZE");
        }
    }

    /** Returns how the database would run the statement for a first page, in its own words. */
    synchronized String plan(Sql sql) {
        String text = sql.text(Dialect.of(url))
                .replace(":pool", "'default'")
                .replace(":lastAt", "9223372036854775807")
                .replace(":subject", "''")
                .replace(":ending", "'1234'")
                .replace(":like", sql == Sql.PEOPLE_NAMED ? "'n1%'" : "'%1234'")
                .replace(":state", "'blocked'")
                .replace(":from", "'n1'")
                .replaceAll(":end[A-E]", "'n2'")
                .replace(":role", "'staff'");
        return view().createQuery("EXPLAIN " + text).mapToMap().list().toString();
    }
}
