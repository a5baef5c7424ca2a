package dev.saoma.page.settings.stored;

import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.Map;
import java.util.Optional;

/**
 * Which objects of a pool's settings are in the file, for the administration of those in the database.
 *
 * @param lines the line of each object in the file, such as {@code applications.crm}; 0 for one in the environment
 * @param refusal why the current file or database content is not in use; empty if it is
 * @param changed called after each change, so that this node applies it at once
 */
public record Home(Map<String, Integer> lines, Optional<String> refusal, Runnable changed) {
    /** No object is in a file. */
    public static final Home NONE = new Home(Map.of(), Optional.empty(), () -> {});

    /** Copies the map. */
    public Home {
        lines = Map.copyOf(lines);
    }

    /** Returns the line of an object such as {@code branding}; empty if it is not in the file. */
    public Optional<Integer> object(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    /** Returns the line of an application; empty if it is not in the file. */
    public Optional<Integer> line(String clientId) {
        return Optional.ofNullable(lines.get(Stored.APPLICATIONS + "." + clientId));
    }
}
