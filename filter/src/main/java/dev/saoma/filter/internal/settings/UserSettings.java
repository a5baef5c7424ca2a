package dev.saoma.filter.internal.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of users, as the application sees them. Immutable. */
public final class UserSettings {
    private final Map<String, String> sessionAttributes;
    private final Map<String, String> requestAttributes;
    private final String rolesClaim;
    private final String scopes;
    private final Set<String> neededClaims;
    private final @Nullable Path rolesFile;
    private final @Nullable String userMapper;

    UserSettings(SettingsText text) {
        LineReader reader = new LineReader(text);
        sessionAttributes = reader.attributes("sessionAttributes");
        requestAttributes = reader.attributes("requestAttributes");
        String claim = text.optional("rolesClaim");
        rolesClaim = Setting.ROLES_CLAIM.orElse(claim);
        scopes = scopes(text, reader);
        neededClaims = needed(text, reader, claim != null || text.optional("roles") != null);
        rolesFile = reader.existingFile("rolesFile");
        userMapper = reader.className("userMapper");
    }

    private static String scopes(SettingsText text, LineReader reader) {
        String value = text.optional("scopes");
        if (value == null) {
            return Setting.SCOPES.orElse(null);
        }
        Set<String> scopes = reader.words("scopes", value);
        if (!scopes.contains("openid")) {
            text.mistake("scopes", "lacks openid, without which there is no sign-in", "write openid profile email");
        }
        // RFC 6749, 3.3.
        if (!value.matches("[\\x20-\\x7e\\s]*") || value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
            text.mistake("scopes", "holds a character that no scope has", "write openid profile email");
        }
        return String.join(" ", scopes);
    }

    private Set<String> needed(SettingsText text, LineReader reader, boolean roles) {
        Set<String> needed = new LinkedHashSet<>();
        String value = text.optional("claims");
        if (value != null) {
            needed.addAll(reader.words("claims", value));
        }
        needed.addAll(sessionAttributes.values());
        needed.addAll(requestAttributes.values());
        if (roles) {
            needed.add(rolesClaim);
        }
        return Collections.unmodifiableSet(needed);
    }

    /** Returns the scopes that a sign-in requests, separated by spaces. */
    public String scopes() {
        return scopes;
    }

    /** Returns the claims that the settings name, which a sign-in has to provide; unmodifiable. */
    public Set<String> neededClaims() {
        return neededClaims;
    }

    /** Returns session attributes with the claims that they hold; unmodifiable. */
    public Map<String, String> sessionAttributes() {
        return sessionAttributes;
    }

    /** Returns request attributes with the claims that they hold; unmodifiable. */
    public Map<String, String> requestAttributes() {
        return requestAttributes;
    }

    /** Returns the name of the claim that lists roles. */
    public String rolesClaim() {
        return rolesClaim;
    }

    /** Returns the file of roles by subject. */
    public Optional<Path> rolesFile() {
        return Optional.ofNullable(rolesFile);
    }

    /** Returns the application's class that maps users. */
    public Optional<String> userMapper() {
        return Optional.ofNullable(userMapper);
    }
}
