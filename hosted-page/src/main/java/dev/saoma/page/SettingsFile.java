package dev.saoma.page;

import dev.saoma.page.database.settings.SettingsSource;
import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.StoredSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source of the settings: a file, and with a console the databases of its pools. */
final class SettingsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");

    private final Path yaml;
    private final Map<String, String> environment;
    private final @Nullable Function<List<PoolSettings>, StoredSettings> source;
    /** Created when first needed: a page without a console loads nothing of it. */
    private @Nullable SettingsSource databases;

    SettingsFile(Path yaml, Map<String, String> environment) {
        this(yaml, environment, null);
    }

    /** @param source supplies stored settings in place of the pools' databases; for tests */
    SettingsFile(
            Path yaml, Map<String, String> environment, @Nullable Function<List<PoolSettings>, StoredSettings> source) {
        this.yaml = Objects.requireNonNull(yaml, "yaml");
        this.environment = Map.copyOf(environment);
        this.source = source;
    }

    /**
     * Reads the file, and each file it refers to, once.
     *
     * @throws SettingsException listing every mistake in the file
     */
    Reading read() {
        FileSnapshot files = new FileSnapshot();
        return new Reading(files, PageSettings.load(yaml, environment, StoredSettings.NONE, files));
    }

    /**
     * Returns the current settings, with those in the databases if there is a console.
     *
     * @throws SettingsException listing every mistake in either
     */
    PageSettings load() {
        return read().all();
    }

    /**
     * As {@link #load}, after writing missing cookie keys, so that reading the file again yields equal settings.
     *
     * @throws SettingsException listing every mistake
     * @throws KeyFileException if a key file cannot be written
     */
    PageSettings loadForUse() {
        return read().forUse();
    }

    /**
     * As {@link #loadForUse}, at a start: stored settings that cannot be used are left out, since there are no earlier ones
     * to keep.
     */
    PageSettings loadForStart() {
        return read().forStart();
    }

    private synchronized StoredSettings stored(PageSettings file) {
        if (file.console().isEmpty()) {
            return StoredSettings.NONE;
        }
        if (source != null) {
            return source.apply(file.pools());
        }
        if (databases == null) {
            databases = new SettingsSource();
        }
        return databases.read(file.pools());
    }

    /**
     * The settings as of one time: all methods of a reading use the same contents of the files and of the databases. Used by
     * one thread.
     */
    final class Reading {
        private final FileSnapshot files;
        private PageSettings file;
        private @Nullable StoredSettings stored;

        private Reading(FileSnapshot files, PageSettings file) {
            this.files = files;
            this.file = file;
        }

        /** Returns the settings of the file alone. */
        PageSettings file() {
            return file;
        }

        /**
         * Returns the settings of the file and the databases.
         *
         * @throws SettingsException listing every mistake in either
         */
        PageSettings all() {
            return stored().isEmpty() ? file : PageSettings.load(yaml, environment, stored(), files);
        }

        private StoredSettings stored() {
            if (stored == null) {
                stored = SettingsFile.this.stored(file);
            }
            return stored;
        }

        /** As {@link #all}, after writing missing cookie keys. */
        PageSettings forUse() {
            writeCookieKeys();
            return all();
        }

        private PageSettings forStart() {
            writeCookieKeys();
            return stored().isEmpty()
                    ? file
                    : PageSettings.loadUsable(
                            yaml,
                            environment,
                            stored(),
                            files,
                            why -> LOG.error("SETTINGS IN THE DATABASE CANNOT BE USED, and are skipped. {}", why));
        }

        private void writeCookieKeys() {
            List<Path> missing = file.pools().stream()
                    .map(PoolSettings::keys)
                    .flatMap(keys -> Stream.ofNullable(keys.cookieFile()))
                    .toList();
            if (missing.isEmpty()) {
                return;
            }
            SecureRandom random = new SecureRandom();
            for (Path key : missing) {
                new CookieKeyFile(key).loadOrCreate(random);
                files.forget(key);
            }
            file = PageSettings.load(yaml, environment, StoredSettings.NONE, files);
        }
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
