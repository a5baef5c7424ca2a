package dev.saoma.page.database;

import org.junit.jupiter.api.extension.RegisterExtension;

/** A real MariaDB that hangs or is killed. */
class MariaDbFaultsIT extends DatabaseFaultsContract {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.mariadb();

    MariaDbFaultsIT() {
        super(SERVER);
    }
}
