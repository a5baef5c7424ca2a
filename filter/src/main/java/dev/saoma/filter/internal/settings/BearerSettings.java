package dev.saoma.filter.internal.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of bearer tokens. Immutable. */
public final class BearerSettings {
    private static final String NO_AUDIENCE = "none";

    private final Set<String> audiences;
    private final @Nullable Path keyCache;

    BearerSettings(SettingsText text, String clientId) {
        LineReader reader = new LineReader(text);
        String value = text.optional("bearerAudiences");
        if (value == null) {
            audiences = Collections.singleton(clientId);
        } else {
            audiences =
                    NO_AUDIENCE.equals(value.trim()) ? Collections.emptySet() : reader.words("bearerAudiences", value);
        }
        keyCache = reader.fileToWrite("keyCache");
    }

    /**
     * Returns the clients whose ID tokens are accepted as bearer tokens; empty if bearer tokens are left to the application.
     */
    public Set<String> audiences() {
        return audiences;
    }

    /** Returns the file that keeps the provider's keys across a restart. */
    public Optional<Path> keyCache() {
        return Optional.ofNullable(keyCache);
    }
}
