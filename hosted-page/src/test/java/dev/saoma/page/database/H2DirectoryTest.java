package dev.saoma.page.database;

import java.util.UUID;

/** In the embedded database. */
class H2DirectoryTest extends DirectoryContract {
    @Override
    String emptyDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }
}
