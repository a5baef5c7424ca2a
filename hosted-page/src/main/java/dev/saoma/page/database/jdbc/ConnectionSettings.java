package dev.saoma.page.database.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.saoma.page.settings.DatabaseSettings;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;

/** How connections to a database are opened and pooled. */
final class ConnectionSettings {
    /** Timeout for a connection before the first sign-ins. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For how long an H2 file is tried again: processes that open it at the same time get in each other's way. */
    private static final Duration H2_TRIES = Duration.ofSeconds(10);

    private ConnectionSettings() {}

    static HikariConfig of(DatabaseSettings settings, Dialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("saoma-directory");
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(1); // One attempt: a page that starts without its database retries later.
        config.setAutoCommit(true);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (settings.driver() == null) {
            config.setJdbcUrl(dialect.address(settings.url()));
            if (settings.user() != null) {
                config.setUsername(settings.user());
            }
            if (settings.password() != null) {
                config.setPassword(settings.password().reveal());
            }
        } else {
            config.setDataSource(new DriverDataSource(
                    driver(settings.driver(), settings.url()), properties(settings), dialect.address(settings.url())));
        }
        return config;
    }

    /**
     * Opens a pool of connections.
     *
     * @throws PoolInitializationException if the database cannot be reached
     */
    static HikariDataSource pool(HikariConfig config, Dialect dialect) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            if (dialect != Dialect.H2 || DatabaseFailure.isFinal(e)) {
                throw e;
            }
            config.setInitializationFailTimeout(H2_TRIES.toMillis());
            return new HikariDataSource(config);
        }
    }

    private static Properties properties(DatabaseSettings settings) {
        Properties properties = new Properties();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password().reveal());
        }
        return properties;
    }

    private static Driver driver(Path jar, String url) {
        try {
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ConnectionSettings.class.getClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.getClass().getClassLoader() == loader && driver.acceptsURL(url)) {
                    return driver;
                }
            }
        } catch (MalformedURLException | SQLException e) {
            throw DatabaseFailure.of("The driver " + jar + " cannot be used: " + e.getMessage(), e);
        }
        throw DatabaseFailure.of("The driver " + jar + " is not for " + url + ".", null);
    }
}
