package dev.saoma.filter.internal.session;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.internal.claims.ClaimPath;
import dev.saoma.filter.internal.roles.RolesFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates principals and checks roles, as the application sees them. Thread-safe. */
public final class Principals {
    /** The role that every signed-in user has. */
    private static final String ANY_USER = "**";

    private final String rolesClaim;
    private final @Nullable RolesFile rolesFile;

    /** @param rolesClaim the claim that lists roles */
    public Principals(String rolesClaim, @Nullable RolesFile rolesFile) {
        this.rolesClaim = Objects.requireNonNull(rolesClaim, "rolesClaim");
        this.rolesFile = rolesFile;
    }

    /** Returns the user for {@code getUserPrincipal()}. */
    public SignedInUser of(Identity identity) {
        Set<String> roles = new HashSet<>(ClaimPath.texts(roles(identity)));
        if (rolesFile != null) {
            roles.addAll(rolesFile.of(identity.subject()));
        }
        return SignedInUser.of(identity.name(), identity.claims(), roles);
    }

    /** Whether the user has a role, for {@code isUserInRole()}. */
    public boolean hasRole(Identity identity, String role) {
        if (role.equals(ANY_USER)) {
            return true;
        }
        Object roles = roles(identity);
        return roles instanceof Collection && ((Collection<?>) roles).contains(role)
                || role.equals(roles)
                || rolesFile != null && rolesFile.of(identity.subject()).contains(role);
    }

    // The mapper's roles replace those of the claim.
    private @Nullable Object roles(Identity identity) {
        Object mapped = identity.values.get(Identity.ROLES);
        return mapped == null ? identity.claim(rolesClaim) : mapped;
    }
}
