package dev.saoma.page.database;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The directory in a real PostgreSQL. */
class PostgresqlDirectoryIT extends DirectoryContract implements StartCases, LaterVersionCases {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    @Override
    String emptyDatabase() {
        return SERVER.newDatabase();
    }
}
