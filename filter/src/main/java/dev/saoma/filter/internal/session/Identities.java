package dev.saoma.filter.internal.session;

import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.UserMapping;
import dev.saoma.filter.internal.claims.ClaimPath;
import dev.saoma.filter.internal.roles.RolesFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as a map of JDK types: the subject, the claims about the user, and what a {@link UserMapper} made of them.
 * The same for a session, which stores it, and for a bearer token. Thread-safe.
 */
public final class Identities {
    static final String SUBJECT = "sub";

    /** When the ID token was issued, in seconds since 1970. */
    static final String ISSUED_AT = "issuedAt";
    /** What a session keeps for signing out at the provider. */
    public static final String SIGN_OUT_HINT = "signOutHint";

    private static final String CLAIMS = "claims";
    private static final String NAME = "name";
    private static final String ROLES = "roles";
    private static final String ATTRIBUTES = "attributes";
    /** Every signed-in user has it. */
    private static final String ANY_USER = "**";
    /** Claims that protect the token and say nothing about the user. */
    private static final Set<String> NOT_KEPT = new HashSet<>(
            Arrays.asList("aud", "azp", "exp", "iat", "nbf", "nonce", "jti", "at_hash", "c_hash", "s_hash"));

    private final String rolesClaim;
    private final @Nullable RolesFile rolesFile;

    /** @param rolesClaim the claim that lists roles */
    public Identities(String rolesClaim, @Nullable RolesFile rolesFile) {
        this.rolesClaim = Objects.requireNonNull(rolesClaim, "rolesClaim");
        this.rolesFile = rolesFile;
    }

    /** The identity that verified claims tell. */
    public static Map<String, Object> of(Map<String, @Nullable Object> verified) {
        HashMap<String, Object> claims = new HashMap<>();
        verified.forEach((name, value) -> {
            if (value != null && !NOT_KEPT.contains(name)) {
                claims.put(name, value);
            }
        });
        HashMap<String, Object> identity = new HashMap<>();
        identity.put(SUBJECT, Objects.requireNonNull(verified.get(SUBJECT), SUBJECT));
        identity.put(CLAIMS, claims);
        Object issuedAt = verified.get("iat");
        if (issuedAt instanceof Number) {
            identity.put(ISSUED_AT, ((Number) issuedAt).longValue());
        }
        return identity;
    }

    /** What was verified of somebody who waits. */
    public static Map<String, Object> verified(Map<?, ?> record) {
        HashMap<String, Object> identity = new HashMap<>();
        for (String name : new String[] {SUBJECT, CLAIMS, ISSUED_AT, SIGN_OUT_HINT}) {
            Object value = record.get(name);
            if (value != null) {
                identity.put(name, value);
            }
        }
        return identity;
    }

    /** The same identity with the application's name, roles and attributes. */
    public static Map<String, Object> of(Map<String, Object> verified, UserMapping user) {
        Map<String, Object> identity = new HashMap<>(verified);
        identity.put(NAME, user.name().orElseThrow(() -> new IllegalArgumentException("only a user has a name")));
        identity.put(ROLES, new ArrayList<>(user.roles()));
        identity.put(ATTRIBUTES, new HashMap<>(user.attributes()));
        return identity;
    }

    public static String subject(Map<?, ?> identity) {
        return String.valueOf(identity.get(SUBJECT));
    }

    public static String name(Map<?, ?> identity) {
        Object name = identity.get(NAME);
        return name instanceof String ? (String) name : subject(identity);
    }

    public static Map<String, @Nullable Object> claims(Map<?, ?> identity) {
        Map<String, @Nullable Object> claims = copy(identity.get(CLAIMS));
        claims.put(SUBJECT, subject(identity));
        return claims;
    }

    public static @Nullable Object claim(Map<?, ?> identity, String name) {
        Object claims = identity.get(CLAIMS);
        if (name.equals(SUBJECT)) {
            return subject(identity);
        }
        return claims instanceof Map ? ClaimPath.find((Map<?, ?>) claims, name) : null;
    }

    /** What a mapper wants to be attributes of the session and of requests. */
    public static Map<String, @Nullable Object> attributes(Map<?, ?> identity) {
        Object attributes = identity.get(ATTRIBUTES);
        return attributes == null ? Collections.emptyMap() : copy(attributes);
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object map) {
        Map<String, @Nullable Object> copy = new HashMap<>();
        if (map instanceof Map) {
            ((Map<?, ?>) map).forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }

    public boolean hasRole(Map<?, ?> identity, String role) {
        if (role.equals(ANY_USER)) {
            return true;
        }
        Object roles = roles(identity);
        return roles instanceof Collection && ((Collection<?>) roles).contains(role)
                || role.equals(roles)
                || rolesFile != null && rolesFile.of(subject(identity)).contains(role);
    }

    // The mapper's word takes the place of the claim's.
    private @Nullable Object roles(Map<?, ?> identity) {
        Object mapped = identity.get(ROLES);
        return mapped == null ? claim(identity, rolesClaim) : mapped;
    }

    public SignedInUser user(Map<?, ?> identity) {
        Set<String> roles = ClaimPath.texts(roles(identity));
        if (rolesFile != null) {
            roles.addAll(rolesFile.of(subject(identity)));
        }
        return SignedInUser.of(name(identity), claims(identity), roles);
    }
}
