package dev.saoma.filter.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the application sees its users. Immutable. */
public final class UserSettings {
    private final Map<String, String> sessionAttributes;
    private final Map<String, String> requestAttributes;
    private final String rolesClaim;
    private final @Nullable Path rolesFile;
    private final @Nullable String userMapper;

    UserSettings(SettingsText text) {
        LineReader reader = new LineReader(text);
        sessionAttributes = reader.attributes("sessionAttributes");
        requestAttributes = reader.attributes("requestAttributes");
        String claim = text.optional("rolesClaim");
        rolesClaim = claim == null ? "roles" : claim;
        rolesFile = reader.existingFile("rolesFile");
        userMapper = reader.className("userMapper");
    }

    /** Session attributes and the claims that they hold. Unmodifiable. */
    public Map<String, String> sessionAttributes() {
        return sessionAttributes;
    }

    /** Request attributes and the claims that they hold. Unmodifiable. */
    public Map<String, String> requestAttributes() {
        return requestAttributes;
    }

    /** The claim that lists roles. */
    public String rolesClaim() {
        return rolesClaim;
    }

    /** File of roles by subject. */
    public Optional<Path> rolesFile() {
        return Optional.ofNullable(rolesFile);
    }

    /** Class of the application that maps users. */
    public Optional<String> userMapper() {
        return Optional.ofNullable(userMapper);
    }
}
