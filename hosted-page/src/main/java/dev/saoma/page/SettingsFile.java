package dev.saoma.page;

import dev.saoma.page.keys.CookieKeyFile;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the settings come from. */
final class SettingsFile {
    private final Path yaml;
    private final Map<String, String> environment;

    SettingsFile(Path yaml, Map<String, String> environment) {
        this.yaml = Objects.requireNonNull(yaml, "yaml");
        this.environment = Map.copyOf(environment);
    }

    /**
     * What it says at the moment.
     *
     * @throws SettingsException listing every mistake
     */
    PageSettings load() {
        return PageSettings.load(yaml, environment);
    }

    /**
     * The same, once the cookie keys that it asks for exist, so that reading it again gives equal settings.
     *
     * @throws SettingsException listing every mistake
     * @throws KeyFileException if a key file cannot be written
     */
    PageSettings loadForUse() {
        PageSettings settings = load();
        List<Path> missing = settings.pools().stream()
                .map(PoolSettings::keys)
                .flatMap(keys -> Stream.ofNullable(keys.cookieFile()))
                .toList();
        if (missing.isEmpty()) {
            return settings;
        }
        SecureRandom random = new SecureRandom();
        missing.forEach(file -> new CookieKeyFile(file).loadOrCreate(random));
        return load();
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}
