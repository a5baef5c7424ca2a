package dev.saoma.page.oidc;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.people.People;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims about a person that an application receives. Thread-safe. */
public final class Claims {
    private final PoolSettings settings;
    private final People people;
    private final Directory directory;

    /** Creates the claims for the applications in {@code settings}. */
    public Claims(PoolSettings settings, People people, Directory directory) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.people = Objects.requireNonNull(people, "people");
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Returns the claims of the scope {@code profile}: those of Core 5.1 that exist, both of WeChat's identifiers, and the
     * claims from the directory and the operator's file that are listed in the application's settings.
     */
    Map<String, Object> profile(String clientId, SignedInUser user) {
        Map<String, Object> claims = new LinkedHashMap<>();
        put(claims, "name", user.name());
        put(claims, "picture", user.picture());
        put(claims, "openid", user.openid());
        put(claims, "unionid", user.unionid());
        Optional<Application> application = settings.application(clientId);
        Map<String, Object> all = new LinkedHashMap<>(directory.claims(user.subject(), clientId));
        all.putAll(people.about(user.subject())); // The operator's file wins.
        all.forEach((name, value) -> {
            if (application.isPresent() && application.get().claims().contains(name)) {
                claims.put(name, value);
            }
        });
        return claims;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
