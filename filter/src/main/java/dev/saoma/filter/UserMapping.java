package dev.saoma.filter;

import dev.saoma.filter.internal.web.ReturnPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decision of a {@link UserMapper} about a user: {@link #user}, {@link #refuse} or {@link #bind}. Immutable. */
public final class UserMapping {
    private static final Set<Class<?>> PLAIN = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Double.class,
            Float.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class)));
    private static final int MAX_DEPTH = 16;

    private final @Nullable String name;
    private final Set<String> roles;
    private final Map<String, Object> attributes;
    private final @Nullable String refusal;
    private final @Nullable String page;

    private UserMapping(
            @Nullable String name,
            Set<String> roles,
            Map<String, Object> attributes,
            @Nullable String refusal,
            @Nullable String page) {
        this.name = name;
        this.roles = roles;
        this.attributes = attributes;
        this.refusal = refusal;
        this.page = page;
    }

    /**
     * Admits the user under a name that the application chooses.
     *
     * @param name the result of {@code getRemoteUser()} and {@code getUserPrincipal().getName()} from now on
     */
    public static UserMapping user(String name) {
        if (Objects.requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        return new UserMapping(name, Collections.emptySet(), Collections.emptyMap(), null, null);
    }

    /**
     * Refuses the user.
     *
     * @param message why, in the user's language: shown on the page as text
     */
    public static UserMapping refuse(String message) {
        return new UserMapping(
                null, Collections.emptySet(), Collections.emptyMap(), Objects.requireNonNull(message, "message"), null);
    }

    /**
     * Requires the user to bind an account first: the browser is redirected to a page of the application, where the verified
     * identity is the attribute {@link UserMapper#WAITING_USER}. Only this page and the paths below it are open until then.
     *
     * @param page path inside the application, without its context path, such as {@code /bind-account}
     * @throws IllegalArgumentException if it is not a plain path
     */
    public static UserMapping bind(String page) {
        Objects.requireNonNull(page, "page");
        if (!ReturnPath.isSafe(page) || page.equals("/") || page.endsWith("/") || page.matches(".*[?#;%].*")) {
            throw new IllegalArgumentException("expected a plain path inside the application like /bind-account");
        }
        return new UserMapping(null, Collections.emptySet(), Collections.emptyMap(), null, page);
    }

    /**
     * Returns the mapping with one more role for {@code isUserInRole} and the rules of the setting {@code roles}. Roles given
     * here replace those in claims; those in {@code rolesFile} are added.
     *
     * @throws IllegalStateException if this mapping does not admit a user
     */
    public UserMapping role(String role) {
        Set<String> more = new LinkedHashSet<>(roles);
        more.add(Objects.requireNonNull(role, "role"));
        return new UserMapping(known(), Collections.unmodifiableSet(more), attributes, null, null);
    }

    /**
     * Returns the mapping with one more attribute: a session attribute from the sign-in to the sign-out, and a request
     * attribute of each request, including requests with a bearer token, which have no session.
     *
     * @param value text, number, boolean, or a list, set or map of them
     * @throws IllegalArgumentException if the value holds an object of another kind, which a session store could not keep
     * @throws IllegalStateException if this mapping does not admit a user
     */
    public UserMapping attribute(String name, Object value) {
        Map<String, Object> more = new HashMap<>(attributes);
        more.put(Objects.requireNonNull(name, "name"), plain(name, Objects.requireNonNull(value, "value"), 0));
        return new UserMapping(known(), roles, Collections.unmodifiableMap(more), null, null);
    }

    private String known() {
        if (name == null) {
            throw new IllegalStateException("only a user has roles and attributes");
        }
        return name;
    }

    private static Object plain(String name, @Nullable Object value, int depth) {
        if (value != null && PLAIN.contains(value.getClass())) {
            return value;
        }
        if (value instanceof Collection && depth < MAX_DEPTH) {
            Collection<Object> copy = value instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
            ((Collection<?>) value).forEach(element -> copy.add(plain(name, element, depth + 1)));
            return copy;
        }
        if (value instanceof Map && depth < MAX_DEPTH) {
            HashMap<Object, Object> copy = new HashMap<>();
            ((Map<?, ?>) value)
                    .forEach((key, element) -> copy.put(plain(name, key, depth + 1), plain(name, element, depth + 1)));
            return copy;
        }
        throw new IllegalArgumentException(
                "attribute " + name + ": expected text, numbers, booleans, or lists, sets and" + " maps of them, got "
                        + (value == null ? "null" : value.getClass().getName()));
    }

    /** Returns the name of an admitted user; empty if the user is refused or has to bind an account. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Returns the roles of an admitted user; unmodifiable. */
    public Set<String> roles() {
        return roles;
    }

    /** Returns the attributes of an admitted user by name; an unmodifiable copy. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Returns the message to a refused user; empty if the user is admitted or has to bind an account. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns the page of the application where the user binds an account; empty if there is nothing to bind. */
    public Optional<String> page() {
        return Optional.ofNullable(page);
    }
}
