package dev.saoma.page.database.jdbc;

import dev.saoma.page.directory.DirectoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the tables, and brings those of an earlier version up to date. */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final List<String> FILES =
            List.of("V1__people.sql", "V2__console.sql", "V3__settings.sql", "V4__api.sql", "V5__id_ending.sql");

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private Migrations() {}

    /**
     * Runs the missing migrations, and returns their number. Several nodes may do so at the same time.
     *
     * @throws DirectoryException if the database refuses one, or has other tables of these names
     */
    static int migrate(DataSource pool, Dialect dialect) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:dev/saoma/page/database/jdbc")
                .table("saoma_schema_history")
                .placeholders(Map.of("options", dialect.tableOptions()))
                .baselineOnMigrate(true) // The database may hold tables of other products.
                .baselineVersion("0")
                .lockRetryCount(TRIES) // Once a second, while another node creates them.
                .ignoreMigrationPatterns("*:future") // An older node beside a newer one keeps working.
                .failOnMissingLocations(true);
        for (int tries = 1; ; tries++) {
            try {
                int done = flyway.load().migrate().migrationsExecuted;
                if (done > 0) {
                    LOG.info("directory: {} migrations of the tables done", done);
                }
                return done;
            } catch (FlywayException e) {
                if (tries == TRIES || !mayPass(e)) {
                    throw DatabaseFailure.of("The tables cannot be created: " + DatabaseFailure.cause(e), e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * Whether the cause may be another node that is migrating: Flyway then rejects the history that it has read, such as one
     * without its first entry. A refusal by the database would only recur, and Flyway has already waited for locks.
     */
    static boolean mayPass(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return false;
            }
        }
        return !DatabaseFailure.isAway(failure);
    }

    /** Returns the definitions of all tables. */
    static String schema(Dialect dialect) {
        return FILES.stream().map(file -> schema(file, dialect)).collect(Collectors.joining("\n"));
    }

    private static String schema(String file, Dialect dialect) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(" ${options}", dialect.tableOptions().isEmpty() ? "" : " " + dialect.tableOptions())
                    .replaceFirst("(?s)^--.*?\n\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
