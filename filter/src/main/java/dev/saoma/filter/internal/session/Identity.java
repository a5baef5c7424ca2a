package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.claims.ClaimPath;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a user is: the subject, the claims about the user, and what a {@code UserMapper} made of them. Either
 * {@linkplain VerifiedIdentity verified} just now, or kept by the session of a {@linkplain SignedIn signed-in} user. Wraps a map
 * of JDK types, which is what sessions store. Thread-safe.
 */
public abstract class Identity {
    static final String SUBJECT = "sub";
    /** When the ID token was issued, in seconds since 1970. */
    static final String ISSUED_AT = "issuedAt";
    /** What a session keeps for signing out at the provider. */
    static final String SIGN_OUT_HINT = "signOutHint";

    static final String CLAIMS = "claims";
    static final String NAME = "name";
    static final String ROLES = "roles";
    static final String ATTRIBUTES = "attributes";

    final Map<?, ?> values;

    Identity(Map<?, ?> values) {
        this.values = values;
    }

    /** Whether another one says the same, in the same session. */
    public final boolean isSameAs(@Nullable Identity other) {
        return this == other || other != null && values.equals(other.values);
    }

    /** Who it is at the provider. */
    public final String subject() {
        return String.valueOf(values.get(SUBJECT));
    }

    /** The application's name for the user where a mapper gives one, else the subject. */
    public final String name() {
        Object name = values.get(NAME);
        return name instanceof String ? (String) name : subject();
    }

    /** All claims about the user, in a new map. */
    public final Map<String, @Nullable Object> claims() {
        Map<String, @Nullable Object> claims = copy(values.get(CLAIMS));
        claims.put(SUBJECT, subject());
        return claims;
    }

    /** One claim by its name or path; null if there is none. */
    public final @Nullable Object claim(String name) {
        if (name.equals(SUBJECT)) {
            return subject();
        }
        Object claims = values.get(CLAIMS);
        return claims instanceof Map ? ClaimPath.find((Map<?, ?>) claims, name) : null;
    }

    /** What a mapper wants to be attributes of the session and of requests. */
    public final Map<String, @Nullable Object> attributes() {
        Object attributes = values.get(ATTRIBUTES);
        return attributes == null ? Collections.emptyMap() : copy(attributes);
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object map) {
        Map<String, @Nullable Object> copy = new HashMap<>();
        if (map instanceof Map) {
            ((Map<?, ?>) map).forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }
}
