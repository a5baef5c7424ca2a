package dev.saoma.page.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything the hosted page is told, checked as a whole.
 *
 * @param listen where the stand-alone server listens; {@code 127.0.0.1:8080} by default
 * @param pools what it serves, one under each host name; at least one, and one is the usual case
 * @param process what concerns the process as a whole
 * @param warnings what is allowed but probably not meant, for the log
 */
public record PageSettings(Listen listen, List<PoolSettings> pools, ProcessSettings process, List<String> warnings) {
    /** Copies the lists. */
    public PageSettings {
        pools = List.copyOf(pools);
        warnings = List.copyOf(warnings);
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("pools: at least one expected");
        }
    }

    /**
     * Reads the file. Relative paths in it are resolved against its directory.
     *
     * @param environment where {@code ${env:NAME}} looks, usually {@code System.getenv()}
     * @throws SettingsException listing every mistake, or saying why the file cannot be read
     */
    public static PageSettings load(Path yaml, Map<String, String> environment) {
        String text;
        try {
            text = Files.readString(yaml);
        } catch (IOException e) {
            throw SettingsException.unreadable(yaml, e);
        }
        Path directory = yaml.toAbsolutePath().getParent();
        return new SettingsReader(new References(environment, directory)).read(yaml.toString(), text);
    }

    /**
     * Reads {@code yaml}, resolving relative paths in it against {@code directory}.
     *
     * @throws SettingsException listing every mistake
     */
    public static PageSettings parse(String yaml, Path directory, Map<String, String> environment) {
        return new SettingsReader(new References(environment, directory)).read("settings", yaml);
    }

    /** The first pool, which usually is the only one. */
    public PoolSettings pool() {
        return pools.get(0);
    }

    /** The path of every issuer: the page is one servlet at one path. */
    public String path() {
        return pool().issuer().getRawPath();
    }
}
