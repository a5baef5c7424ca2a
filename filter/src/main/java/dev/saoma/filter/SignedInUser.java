package dev.saoma.filter;

import dev.saoma.filter.internal.claims.ClaimPath;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user: the result of {@code request.getUserPrincipal()}, and the request attribute {@link #ATTRIBUTE}. Two users
 * are equal if issuer and subject are. Immutable and not serializable: keep its claims, not the object.
 */
public final class SignedInUser implements Principal {
    /** Name of the request attribute that holds the user. */
    public static final String ATTRIBUTE = "dev.saoma.filter.SignedInUser";

    private static final String SUBJECT = "sub";

    private final String name;
    private final Map<String, @Nullable Object> claims;
    private final Set<String> roles;

    private SignedInUser(String name, Map<String, @Nullable Object> claims, Set<String> roles) {
        this.name = name;
        this.claims = Collections.unmodifiableMap(claims);
        this.roles = Collections.unmodifiableSet(roles);
    }

    /**
     * Creates a user whose name is the subject, with the roles of the claim {@code roles}: the argument of a
     * {@link UserMapper}, for the filter and for tests.
     *
     * @param claims with {@code sub} at least; copied
     * @throws IllegalArgumentException if there is no {@code sub}
     */
    public static SignedInUser of(Map<String, ? extends @Nullable Object> claims) {
        return of(subject(claims), claims, ClaimPath.texts(claims.get("roles")));
    }

    /**
     * Creates a user as the application sees it.
     *
     * @param name the result of {@link #getName()}
     * @param claims with {@code sub} at least; copied
     * @param roles copied
     * @throws IllegalArgumentException if there is no {@code sub}
     */
    public static SignedInUser of(
            String name, Map<String, ? extends @Nullable Object> claims, Collection<String> roles) {
        subject(claims);
        return new SignedInUser(Objects.requireNonNull(name, "name"), new HashMap<>(claims), new HashSet<>(roles));
    }

    private static String subject(Map<String, ?> claims) {
        Object subject = claims.get(SUBJECT);
        if (!(subject instanceof String)) {
            throw new IllegalArgumentException("claims: expected a text as sub, the subject, got " + subject);
        }
        return (String) subject;
    }

    /**
     * Returns the application's name for the user if a {@link UserMapper} gives one, else the subject. Not for display.
     */
    @Override
    public String getName() {
        return name;
    }

    /** Returns the subject ({@code sub}), which never changes and is unique at the issuer. */
    public String subject() {
        return String.valueOf(claims.get(SUBJECT));
    }

    /** Returns the nickname to show, if the provider gave one. It is the user's own text: escape it. */
    public Optional<String> displayName() {
        return text("name");
    }

    /**
     * Returns the URL of the picture, if the provider gave one. It is untrusted: check the scheme before showing it.
     */
    public Optional<String> picture() {
        return text("picture");
    }

    /**
     * Returns the roles from the setting {@code rolesClaim} or the {@link UserMapper}, and from the setting {@code rolesFile};
     * unmodifiable, often empty.
     */
    public Set<String> roles() {
        return roles;
    }

    /**
     * Returns all verified claims about the user: String, Long, Double, Boolean, List or Map by name; unmodifiable. Claims that
     * only protect the token ({@code nonce}, {@code exp}, …) are not kept.
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

    /** Returns a text without personal data, because principals end up in logs. */
    @Override
    public String toString() {
        String subject = subject();
        return "SignedInUser[…" + subject.substring(Math.max(0, subject.length() - 4)) + "]";
    }
}
