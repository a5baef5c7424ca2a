package dev.saoma.page.database;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In a real MariaDB. */
class MariaDbDirectoryIT extends DirectoryContract {
    private static ServerProcess server;
    private static int databases;

    @BeforeAll
    static void start() {
        Substitute.orSkip("mariadb", ServerProcess.mariadbServer().isPresent());
        server = ServerProcess.mariadb();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String emptyDatabase() {
        return server.url().replace("/saoma?", "/people" + ++databases + "?");
    }
}
