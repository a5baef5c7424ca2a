package dev.saoma.page.database;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The directory in a real MariaDB. */
class MariaDbDirectoryIT extends DirectoryContract implements StartCases, LaterVersionCases {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.mariadb();

    @Override
    String newDatabase() {
        return SERVER.migratedDatabase();
    }

    @Override
    public String emptyDatabase() {
        return SERVER.newDatabase();
    }
}
