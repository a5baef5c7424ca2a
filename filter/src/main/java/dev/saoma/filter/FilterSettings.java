package dev.saoma.filter;

import dev.saoma.filter.internal.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * Settings of the filter for containers that are set up by code, under the names that a {@code web.xml} uses: {@code issuer},
 * {@code clientId}, {@code clientSecret}, {@code appUrl} and the others in {@code docs/filter/settings.md}. A value may hold
 * {@code ${env:NAME}}, {@code ${file:/path}}, {@code ${sys:name}} or {@code ${jndi:name}}. Immutable.
 */
public final class FilterSettings {
    private final Settings settings;

    private FilterSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * Creates settings and checks them as a whole.
     *
     * @param values by name; not changed and not kept
     * @throws InvalidSettingsException listing every mistake with its fix
     */
    public static FilterSettings of(Map<String, String> values) {
        return new FilterSettings(Settings.of(values));
    }

    /** Returns the names of all settings, unmodifiable. */
    public static List<String> names() {
        return Settings.keys();
    }

    Settings settings() {
        return settings;
    }

    /** Returns the settings for a log, without secrets and keys. */
    @Override
    public String toString() {
        return "Filter" + settings;
    }
}
