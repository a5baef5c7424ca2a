package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.support.RsaKeys;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** ID tokens of this and other keys, refused in a sign-in and as bearer tokens alike. */
abstract class IdTokenFixture extends VerifierFixture {
    static final KeyPair OTHER = RsaKeys.of("other", 2048);
    static final KeyPair EC = Jwts.SIG.ES256.keyPair().build();

    final String refusal(String token) {
        OidcException e = catchThrowableOfType(OidcException.class, () -> verifier.verify(token, NONCE));
        assertThat(e).as("refused").isNotNull();
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        if (!e.getMessage().matches(".*(nonce: |iat: issued ).*")) {
            assertThat(bearerRefusal(token)).as("as a bearer token").isEqualTo(e.getMessage());
        }
        return e.getMessage();
    }

    /**
     * Returns why a request with the token is refused: as in a sign-in, except for what binds a token to its sign-in.
     */
    private String bearerRefusal(String token) {
        BearerTokens<Map<String, Object>> bearer = new BearerTokens<>(verifier, clock, all -> all);
        OidcException e = catchThrowableOfType(OidcException.class, () -> bearer.verify(token));
        assertThat(e).as("refused as a bearer token").isNotNull();
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        return e.getMessage().replace("too long", "longer than 16384 characters");
    }

    @SafeVarargs
    static String keySet(Map<String, Object>... keys) {
        return TokenMint.GSON.toJson(Map.of("keys", keys));
    }

    static Map<String, Object> rsa(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((RSAPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }

    static Map<String, Object> ec(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((ECPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }
}
