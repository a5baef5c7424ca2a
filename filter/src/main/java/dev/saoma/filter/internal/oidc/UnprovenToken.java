package dev.saoma.filter.internal.oidc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed signed token with an accepted header, whose signature is not verified. {@link IdTokenVerifier} checks its
 * claims. Immutable.
 *
 * @see "RFC 7515, 5.2; RFC 8725, 3.1 and 3.11; OpenID Connect Core 1.0, 3.1.3.7"
 */
final class UnprovenToken {
    static final int MAX_LENGTH = 16 * 1024;
    /** Type of an ID token. */
    static final String ID_TOKEN = "JWT";

    private static final String MEDIA_TYPE = "application/";

    private static final int MAX_KEY_ID = 128;

    private final String token;
    private final byte[] signature;
    private final SigningAlgorithm algorithm;
    private final @Nullable String keyId;
    private final boolean typed;
    private final Map<String, @Nullable Object> claims;

    private UnprovenToken(String token, String type) throws OidcException {
        String[] parts = split(token);
        Map<String, @Nullable Object> header = json(parts[0], "header");
        this.token = token;
        this.claims = json(parts[1], "claims");
        this.signature = decode(parts[2], "signature");
        this.algorithm = algorithm(header);
        checkType(header, type);
        this.typed = isType(header.get("typ"), type);
        checkMembers(header);
        this.keyId = keyId(header);
    }

    /**
     * Reads a token.
     *
     * @param type required value of {@code typ}, if the header has one
     * @throws OidcException TOKEN_REFUSED if it is malformed, or its header requires something unsupported
     */
    static UnprovenToken read(String token, String type) throws OidcException {
        return new UnprovenToken(token, type);
    }

    static OidcException refused(String why) {
        return new OidcException(OidcException.Kind.TOKEN_REFUSED, "token refused: " + why);
    }

    /** Whether its header has a {@code typ}. */
    boolean isTyped() {
        return typed;
    }

    /** Returns the claims, which may be trusted only after {@link IdTokenVerifier#prove}. */
    Map<String, @Nullable Object> claims() {
        return claims;
    }

    /** Returns its algorithm, which this Java runtime has. */
    SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** Returns the {@code kid} of its header; null if there is none. */
    @Nullable
    String keyId() {
        return keyId;
    }

    byte[] signature() {
        return signature;
    }

    /** Returns the signed bytes: header and claims as received. */
    byte[] signed() {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns its expiry in seconds since 1970; call it only after that has been checked. */
    long expires() {
        return (Long) Objects.requireNonNull(claims.get("exp"));
    }

    private static String[] split(String token) throws OidcException {
        if (token.length() > MAX_LENGTH) {
            throw refused("longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = token.split("\\.", -1);
        // Rule 1 – not offered: we register no encryption, so a token in five parts is refused.
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw refused("not a signed token of three parts");
        }
        return parts;
    }

    private static Map<String, @Nullable Object> json(String part, String what) throws OidcException {
        try {
            return StrictJson.object(new String(decode(part, what), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw refused(what + ": " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String what) throws OidcException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same refusal
        }
        throw refused(what + ": not strict base64url");
    }

    // Rules 7 and 8: the algorithm is ours to choose, and MACs are not on the list.
    private static SigningAlgorithm algorithm(Map<String, @Nullable Object> header) throws OidcException {
        Object name = header.get("alg");
        SigningAlgorithm algorithm = SigningAlgorithm.of(name).orElse(null);
        if (algorithm == null) {
            throw refused("alg: expected one of " + SigningAlgorithm.names() + ", got " + LogText.safe(name));
        }
        String version = algorithm.neededJava().orElse(null);
        if (version != null) {
            throw refused("alg: " + algorithm + " takes " + version);
        }
        return algorithm;
    }

    // RFC 8725, 3.11: explicit typing, where it is used. ID tokens need no type and logout tokens should have one; any
    // other value means another kind of token.
    private static void checkType(Map<String, @Nullable Object> header, String expected) throws OidcException {
        Object type = header.get("typ");
        if (header.containsKey("typ") && !isType(type, expected)) {
            throw refused("typ: expected " + expected + " or nothing, got " + LogText.safe(type));
        }
    }

    // RFC 7515, 4.1.9: the prefix may be left out.
    private static boolean isType(@Nullable Object type, String expected) {
        return type instanceof String
                && (expected.equalsIgnoreCase((String) type)
                        || (MEDIA_TYPE + expected).equalsIgnoreCase((String) type));
    }

    private static void checkMembers(Map<String, @Nullable Object> header) throws OidcException {
        for (String member : new String[] {"crit", "zip", "enc", "b64", "cty"}) {
            if (header.containsKey(member)) {
                throw refused("header member " + member + " is not accepted");
            }
        }
    }

    private static @Nullable String keyId(Map<String, @Nullable Object> header) throws OidcException {
        Object keyId = header.get("kid");
        if (header.containsKey("kid") && !(keyId instanceof String && ((String) keyId).length() <= MAX_KEY_ID)) {
            throw refused("kid: expected at most " + MAX_KEY_ID + " characters");
        }
        return (String) keyId;
    }
}
