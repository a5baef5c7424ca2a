package dev.saoma.filter.internal.session;

import dev.saoma.filter.UserMapping;
import dev.saoma.filter.internal.claims.ClaimPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a user: the subject, the claims about the user, and the result of a {@code UserMapper}. Either
 * {@linkplain Verified verified} just now, or kept by the session of a {@linkplain SignedIn signed-in} user. Wraps a map
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

    /** Whether another identity has the same content, in the same session. */
    public final boolean isSameAs(@Nullable Identity other) {
        return this == other || other != null && values.equals(other.values);
    }

    /** Returns the subject at the provider. */
    public final String subject() {
        return String.valueOf(values.get(SUBJECT));
    }

    /** Returns the application's name for the user if a mapper gives one, else the subject. */
    public final String name() {
        Object name = values.get(NAME);
        return name instanceof String ? (String) name : subject();
    }

    /** Returns all claims about the user, in a new map. */
    public final Map<String, @Nullable Object> claims() {
        Map<String, @Nullable Object> claims = copy(values.get(CLAIMS));
        claims.put(SUBJECT, subject());
        return claims;
    }

    /** Returns a claim by its name or path; null if there is none. */
    public final @Nullable Object claim(String name) {
        if (name.equals(SUBJECT)) {
            return subject();
        }
        Object claims = values.get(CLAIMS);
        return claims instanceof Map ? ClaimPath.find((Map<?, ?>) claims, name) : null;
    }

    /** Returns the attributes that a mapper adds to the session and to requests. */
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

    /** The identity that a token proves, whether or not the application lets the user in. Immutable. */
    public static final class Verified extends Identity {
        /** Claims that protect the token and say nothing about the user. */
        private static final Set<String> NOT_KEPT = new HashSet<>(
                Arrays.asList("aud", "azp", "exp", "iat", "nbf", "nonce", "jti", "at_hash", "c_hash", "s_hash"));

        private Verified(Map<String, Object> values) {
            super(values);
        }

        /** Creates the identity of verified claims. */
        public static Verified of(Map<String, @Nullable Object> verified) {
            HashMap<String, Object> claims = new HashMap<>();
            verified.forEach((name, value) -> {
                if (value != null && !NOT_KEPT.contains(name)) {
                    claims.put(name, value);
                }
            });
            HashMap<String, Object> values = new HashMap<>();
            values.put(SUBJECT, Objects.requireNonNull(verified.get(SUBJECT), SUBJECT));
            values.put(CLAIMS, claims);
            Object issuedAt = verified.get("iat");
            if (issuedAt instanceof Number) {
                values.put(ISSUED_AT, ((Number) issuedAt).longValue());
            }
            return new Verified(values);
        }

        /** Returns the verified part of a user's record in a session, without what a mapper has added. */
        static Verified in(Map<?, ?> record) {
            HashMap<String, Object> values = new HashMap<>();
            for (String name : new String[] {SUBJECT, CLAIMS, ISSUED_AT, SIGN_OUT_HINT}) {
                Object value = record.get(name);
                if (value != null) {
                    values.put(name, value);
                }
            }
            return new Verified(values);
        }

        /** Returns this identity with what is needed to sign out at the provider; null for nothing. */
        public Verified withSignOutHint(@Nullable String hint) {
            return hint == null ? this : with(SIGN_OUT_HINT, hint);
        }

        /** Returns this identity with the application's name, roles and attributes. */
        public Verified as(UserMapping user) {
            String name = user.name().orElseThrow(() -> new IllegalArgumentException("only a user has a name"));
            return with(NAME, name)
                    .with(ROLES, new ArrayList<>(user.roles()))
                    .with(ATTRIBUTES, new HashMap<>(user.attributes()));
        }

        private Verified with(String name, Object value) {
            Map<String, Object> more = toMap();
            more.put(name, value);
            return new Verified(more);
        }

        /** Returns a new map of JDK types, to be stored in a session. */
        Map<String, Object> toMap() {
            HashMap<String, Object> map = new HashMap<>();
            values.forEach((name, value) -> map.put(String.valueOf(name), value));
            return map;
        }
    }
}
