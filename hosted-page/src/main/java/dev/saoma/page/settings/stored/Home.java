package dev.saoma.page.settings.stored;

import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.Map;
import java.util.Optional;

/**
 * What of a pool's settings stands in the file, for those who keep the rest in the database.
 *
 * @param lines of the objects that stand in the file, such as {@code applications.crm}; 0 where one is in the environment
 * @param refusal why what stands there now, or in the database, is not in use; empty where it is
 * @param changed is run after each change, so that this node follows at once
 */
public record Home(Map<String, Integer> lines, Optional<String> refusal, Runnable changed) {
    /** No file. */
    public static final Home NONE = new Home(Map.of(), Optional.empty(), () -> {});

    /** Copies the map. */
    public Home {
        lines = Map.copyOf(lines);
    }

    /** The line of that object, such as {@code branding}; empty where it is not in the file. */
    public Optional<Integer> object(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    /** The line of that application; empty where it is not in the file. */
    public Optional<Integer> line(String clientId) {
        return Optional.ofNullable(lines.get(Stored.APPLICATIONS + "." + clientId));
    }
}
