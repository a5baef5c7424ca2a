package dev.saoma.filter;

import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user, as {@code request.getUserPrincipal()} and as request attribute {@link #ATTRIBUTE}. Two are equal if
 * issuer and subject are. Immutable and not serializable: keep its claims, not the object.
 */
public final class SignedInUser implements Principal {
    /** Name of the request attribute that holds the user. */
    public static final String ATTRIBUTE = "dev.saoma.filter.SignedInUser";

    private final String name;
    private final Map<String, @Nullable Object> claims;
    private final Set<String> roles;

    SignedInUser(Map<String, @Nullable Object> claims) {
        this(String.valueOf(claims.get("sub")), claims, roles(claims.get("roles")));
    }

    SignedInUser(String name, Map<String, @Nullable Object> claims, Set<String> roles) {
        this.name = name;
        this.claims = Collections.unmodifiableMap(claims);
        this.roles = Collections.unmodifiableSet(roles);
    }

    /** The application's name for the user where a {@link UserMapper} gives one, else the subject. Not a name to show. */
    @Override
    public String getName() {
        return name;
    }

    /** The subject: stable for ever and unique at the issuer. */
    public String subject() {
        return String.valueOf(claims.get("sub"));
    }

    /** The nickname to show, if the provider gave one. It is the user's own text: escape it. */
    public Optional<String> displayName() {
        return text("name");
    }

    /** URL of the picture, if the provider gave one. Foreign text: check the scheme before showing it. */
    public Optional<String> picture() {
        return text("picture");
    }

    /**
     * Roles from the setting {@code rolesClaim} or the {@link UserMapper}, and from the setting {@code rolesFile}.
     * Unmodifiable, often empty.
     */
    public Set<String> roles() {
        return roles;
    }

    /** The roles that a claim lists: a list of texts, or one text. */
    static Set<String> roles(@Nullable Object claim) {
        Set<String> roles = new HashSet<>();
        for (Object role : claim instanceof Collection ? (Collection<?>) claim : Collections.singleton(claim)) {
            if (role instanceof String) {
                roles.add((String) role);
            }
        }
        return Collections.unmodifiableSet(roles);
    }

    /**
     * All verified claims about the user: String, Long, Double, Boolean, List or Map by name. Unmodifiable. Those that only
     * protect the token ({@code nonce}, {@code exp}, …) are not kept.
     */
    public Map<String, @Nullable Object> claims() {
        return claims;
    }

    private Optional<String> text(String claim) {
        Object value = claims.get(claim);
        return value instanceof String ? Optional.of((String) value) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInUser
                && subject().equals(((SignedInUser) other).subject())
                && Objects.equals(claims.get("iss"), ((SignedInUser) other).claims.get("iss"));
    }

    @Override
    public int hashCode() {
        return subject().hashCode();
    }

    /** Without personal data, because principals end up in logs. */
    @Override
    public String toString() {
        String subject = subject();
        return "SignedInUser[…" + subject.substring(Math.max(0, subject.length() - 4)) + "]";
    }
}
