package dev.saoma.filter.test;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A user to sign in as. Immutable: each method returns another user. */
public final class TestUser {
    private final Map<String, Object> claims;

    private TestUser(Map<String, Object> claims) {
        this.claims = Collections.unmodifiableMap(claims);
    }

    /**
     * Creates a user with nothing but an id.
     *
     * @param subject the result of {@code getRemoteUser()} if the application has no {@code UserMapper}: a WeChat unionid, or
     *     an id in your tests' database. Up to 255 printable ASCII characters.
     */
    public static TestUser of(String subject) {
        if (!subject.matches("[\\x20-\\x7e]{1,255}")) {
            throw new IllegalArgumentException("subject: expected 1 to 255 printable ASCII characters");
        }
        return new TestUser(Collections.singletonMap("sub", subject));
    }

    /** Returns the user with a nickname. */
    public TestUser name(String name) {
        return claim("name", name);
    }

    /** Returns the user with roles, in the claim {@code roles}. */
    public TestUser roles(String... roles) {
        return claim("roles", Arrays.asList(roles.clone()));
    }

    /**
     * Returns the user with one more claim, replacing one of the same name.
     *
     * @param value text, number, boolean, or a collection or map of them
     * @throws IllegalArgumentException for the claims that the provider sets itself: {@code iss}, {@code aud}, {@code nonce}, …
     */
    public TestUser claim(String name, Object value) {
        if (Arrays.asList("iss", "sub", "aud", "exp", "iat", "nonce").contains(name)) {
            throw new IllegalArgumentException("claim " + name + " is the provider's");
        }
        Map<String, Object> more = new LinkedHashMap<>(claims);
        more.put(name, Objects.requireNonNull(value, "value"));
        return new TestUser(more);
    }

    /** Returns the id of the user. */
    public String subject() {
        return (String) claims.get("sub");
    }

    /** Returns all claims; unmodifiable. */
    Map<String, Object> claims() {
        return claims;
    }

    @Override
    public String toString() {
        return claims.toString();
    }
}
