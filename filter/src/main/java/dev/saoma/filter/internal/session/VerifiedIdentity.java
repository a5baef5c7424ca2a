package dev.saoma.filter.internal.session;

import dev.saoma.filter.UserMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The identity that a token proves, whether or not the application lets the user in. Immutable. */
public final class VerifiedIdentity extends Identity {
    /** Claims that protect the token and say nothing about the user. */
    private static final Set<String> NOT_KEPT = new HashSet<>(
            Arrays.asList("aud", "azp", "exp", "iat", "nbf", "nonce", "jti", "at_hash", "c_hash", "s_hash"));

    private VerifiedIdentity(Map<String, Object> values) {
        super(values);
    }

    /** The identity in verified claims. */
    public static VerifiedIdentity of(Map<String, @Nullable Object> verified) {
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
        return new VerifiedIdentity(values);
    }

    /** What was verified of a user whose record a session keeps, without what a mapper has added. */
    static VerifiedIdentity in(Map<?, ?> record) {
        HashMap<String, Object> values = new HashMap<>();
        for (String name : new String[] {SUBJECT, CLAIMS, ISSUED_AT, SIGN_OUT_HINT}) {
            Object value = record.get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new VerifiedIdentity(values);
    }

    /** The same with what is needed to sign out at the provider; null for nothing. */
    public VerifiedIdentity withSignOutHint(@Nullable String hint) {
        return hint == null ? this : with(SIGN_OUT_HINT, hint);
    }

    /** The same with the application's name, roles and attributes. */
    public VerifiedIdentity as(UserMapping user) {
        String name = user.name().orElseThrow(() -> new IllegalArgumentException("only a user has a name"));
        return with(NAME, name)
                .with(ROLES, new ArrayList<>(user.roles()))
                .with(ATTRIBUTES, new HashMap<>(user.attributes()));
    }

    private VerifiedIdentity with(String name, Object value) {
        Map<String, Object> more = toMap();
        more.put(name, value);
        return new VerifiedIdentity(more);
    }

    /** A new map of JDK types, to be stored in a session. */
    Map<String, Object> toMap() {
        HashMap<String, Object> map = new HashMap<>();
        values.forEach((name, value) -> map.put(String.valueOf(name), value));
        return map;
    }
}
