package dev.saoma.page.database;

import org.junit.jupiter.api.extension.RegisterExtension;

/** In a real PostgreSQL. */
class PostgresqlDirectoryIT extends DirectoryContract implements StartCases {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    @Override
    String emptyDatabase() {
        return SERVER.newDatabase();
    }
}
