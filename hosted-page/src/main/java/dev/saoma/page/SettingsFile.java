package dev.saoma.page;

import dev.saoma.page.database.settings.SettingsSource;
import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.StoredSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the settings come from: a file, and where there is a console the databases of its pools. */
final class SettingsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");

    private final Path yaml;
    private final Map<String, String> environment;
    /** Made when first needed: a page without a console loads nothing of it. */
    private @Nullable SettingsSource databases;

    SettingsFile(Path yaml, Map<String, String> environment) {
        this.yaml = Objects.requireNonNull(yaml, "yaml");
        this.environment = Map.copyOf(environment);
    }

    /**
     * What the file alone says at the moment.
     *
     * @throws SettingsException listing every mistake
     */
    PageSettings loadFile() {
        return PageSettings.load(yaml, environment);
    }

    /**
     * The same, and what the databases of its pools say, where there is a console that writes there.
     *
     * @throws SettingsException listing every mistake in either
     */
    PageSettings load() {
        return withDatabases(loadFile());
    }

    PageSettings withDatabases(PageSettings file) {
        StoredSettings stored = stored(file);
        return stored.isEmpty() ? file : PageSettings.load(yaml, environment, stored);
    }

    private synchronized StoredSettings stored(PageSettings file) {
        if (file.console().isEmpty()) {
            return StoredSettings.NONE;
        }
        if (databases == null) {
            databases = new SettingsSource();
        }
        return databases.read(file.pools());
    }

    /**
     * As {@link #load}, once the cookie keys that it asks for exist, so that reading it again gives equal settings.
     *
     * @throws SettingsException listing every mistake
     * @throws KeyFileException if a key file cannot be written
     */
    PageSettings loadForUse() {
        return withDatabases(fileForUse());
    }

    /**
     * As {@link #loadForUse}, at a start: what of the databases cannot be used is left out, since there is nothing before that
     * could stay.
     */
    PageSettings loadForStart() {
        PageSettings file = fileForUse();
        StoredSettings stored = stored(file);
        return stored.isEmpty()
                ? file
                : PageSettings.loadUsable(
                        yaml,
                        environment,
                        stored,
                        why -> LOG.error("SETTINGS IN THE DATABASE CANNOT BE USED, and are left out. {}", why));
    }

    private PageSettings fileForUse() {
        PageSettings settings = loadFile();
        List<Path> missing = settings.pools().stream()
                .map(PoolSettings::keys)
                .flatMap(keys -> Stream.ofNullable(keys.cookieFile()))
                .toList();
        if (missing.isEmpty()) {
            return settings;
        }
        SecureRandom random = new SecureRandom();
        missing.forEach(file -> new CookieKeyFile(file).loadOrCreate(random));
        return loadFile();
    }

    @Override
    public synchronized void close() {
        if (databases != null) {
            databases.close();
        }
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}
