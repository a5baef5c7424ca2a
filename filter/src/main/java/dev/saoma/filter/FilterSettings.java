package dev.saoma.filter;

import dev.saoma.filter.internal.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * Settings of the filter for containers that are set up by code, under the names that a {@code web.xml} uses:
 * {@code issuer}, {@code clientId}, {@code clientSecret}, {@code appUrl} and those that {@code docs/filter/settings.md} lists. A
 * value may hold {@code ${env:NAME}}, {@code ${file:/path}}, {@code ${sys:name}} or {@code ${jndi:name}}. Immutable.
 */
public final class FilterSettings {
    private final Settings settings;

    private FilterSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * Checks settings as a whole.
     *
     * @param values by name; not changed and not kept
     * @throws InvalidSettingsException listing every mistake with its fix
     */
    public static FilterSettings of(Map<String, String> values) {
        return new FilterSettings(Settings.of(values));
    }

    /** The names of all settings. Unmodifiable. */
    public static List<String> names() {
        return Settings.keys();
    }

    Settings settings() {
        return settings;
    }

    /** For logs: no secret and no key. */
    @Override
    public String toString() {
        return "Filter" + settings;
    }
}
