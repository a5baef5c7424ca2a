package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real database server for a test class: starts before all tests of the class and stops after them. */
public final class DatabaseServer implements BeforeAllCallback, AfterAllCallback {
    private final String name;
    private final BooleanSupplier installed;
    private final Supplier<ServerProcess> start;
    private final AtomicInteger databases = new AtomicInteger();
    private ServerProcess process;
    private String template = "";

    private DatabaseServer(String name, BooleanSupplier installed, Supplier<ServerProcess> start) {
        this.name = name;
        this.installed = installed;
        this.start = start;
    }

    public static DatabaseServer postgresql() {
        return new DatabaseServer(
                "postgresql", () -> ServerProcess.postgresqlPrograms().isPresent(), ServerProcess::postgresql);
    }

    public static DatabaseServer mariadb() {
        return new DatabaseServer("mariadb", () -> ServerProcess.mariadbServer().isPresent(), ServerProcess::mariadb);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Substitute.orSkip(name, installed.getAsBoolean());
        process = start.get();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (process != null) {
            process.close();
        }
    }

    /** Returns the JDBC address of a new empty database on the server. */
    public String newDatabase() {
        return newDatabase("");
    }

    /** As {@link #newDatabase()}, made with these options. */
    String newDatabase(String options) {
        return make("people" + databases.incrementAndGet(), options);
    }

    private String make(String database, String options) {
        execute(process.url(), "CREATE DATABASE " + database + " " + options);
        return process.url().replaceFirst("(//[^/]+/)[a-z]+", "$1" + database);
    }

    /**
     * Returns the JDBC address of a new database with the tables that the product has made in another one, and without
     * rows. Copying them takes a fraction of the time of the migrations.
     */
    synchronized String migratedDatabase() {
        if (template.isEmpty()) {
            String url = make("template", "");
            BareDatabase.open(url).close();
            template = url;
        }
        if (Dialect.of(template) == Dialect.POSTGRESQL) {
            return newDatabase("TEMPLATE template STRATEGY FILE_COPY"); // The other one writes all of it to the log.
        }
        String url = newDatabase();
        execute(url, copies().toArray(String[]::new));
        return url;
    }

    /** Returns the statements that copy every table of the template, where the server itself copies no database. */
    private List<String> copies() {
        List<String> copies = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(template);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SHOW TABLES")) {
            while (tables.next()) {
                String table = tables.getString(1);
                copies.add("CREATE TABLE " + table + " LIKE template." + table);
                copies.add("INSERT INTO " + table + " SELECT * FROM template." + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return copies;
    }

    /** Runs statements on a database, each on its own. */
    public static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the processes of the server, as if the whole machine paused. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Ends the server as a failing machine would. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again after {@link #kill}, at the same address and with its data. */
    public void startAgain() {
        process.startAgain();
    }
}
