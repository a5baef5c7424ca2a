package dev.saoma.page.database.settings;

import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.settings.DatabaseSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.StoredSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings in the pools' databases. While a database is unavailable, its last values stay in use. Thread-safe.
 */
public final class SettingsSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 3;
    /** Connections that the migrations use at the same time. */
    private static final int CONNECTIONS = 3;

    private final Map<String, Opened> opened = new HashMap<>();
    private final Map<String, StoredSettings.Pool> last = new HashMap<>();
    private final Set<String> away = new HashSet<>();

    private record Opened(DatabaseSettings settings, Database database, Transactions transactions) {}

    /** Reads the current settings. Takes some seconds if a database does not respond. */
    public synchronized StoredSettings read(List<PoolSettings> pools) {
        Map<String, StoredSettings.Pool> all = new HashMap<>();
        for (PoolSettings pool : pools) {
            pool.directory().ifPresent(directory -> {
                StoredSettings.Pool said = read(pool.name(), directory.database());
                if (said != null) {
                    all.put(pool.name(), said);
                }
            });
        }
        return new StoredSettings(all);
    }

    private StoredSettings.@Nullable Pool read(String pool, DatabaseSettings settings) {
        StoredSettings.Pool before = last.get(pool);
        try {
            Transactions transactions = open(pool, settings);
            long revision = transactions.read(SettingsTables::revision);
            away.remove(pool);
            if (before != null && before.revision() == revision) {
                return before;
            }
            for (int tries = 0; tries < TRIES; tries++) {
                Optional<StoredSettings.Pool> now = transactions.run(SettingsTables::read);
                if (now.isPresent()) {
                    last.put(pool, now.get());
                    return now.get();
                }
            }
        } catch (DirectoryException | JdbiException e) {
            if (away.add(pool)) {
                LOG.warn(
                        "settings: the database of pool {} cannot be read, its last settings stay in use: {}",
                        pool,
                        e.getMessage());
            }
        }
        return before;
    }

    private Transactions open(String pool, DatabaseSettings settings) {
        Opened before = opened.get(pool);
        if (before != null && before.settings().equals(settings)) {
            return before.transactions();
        }
        if (before != null) {
            before.database().close();
            opened.remove(pool);
            last.remove(pool);
        }
        Database database = Database.open(settings, CONNECTIONS, PATIENCE);
        try {
            Opened now = new Opened(settings, database, new Transactions(database, pool));
            opened.put(pool, now);
            return now.transactions();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(one -> one.database().close());
        opened.clear();
    }
}
