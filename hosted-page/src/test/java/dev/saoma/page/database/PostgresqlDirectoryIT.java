package dev.saoma.page.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In a real PostgreSQL. */
class PostgresqlDirectoryIT extends DirectoryContract {
    private static ServerProcess server;
    private static int databases;

    @BeforeAll
    static void start() {
        Substitute.orSkip("postgresql", ServerProcess.postgresqlPrograms().isPresent());
        server = ServerProcess.postgresql();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String emptyDatabase() {
        String name = "people" + ++databases;
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.url().replace("/postgres?", "/" + name + "?");
    }
}
