package dev.saoma.bench;

import dev.saoma.filter.test.TestSignIn;
import dev.saoma.filter.test.TestUser;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;

/** The provider of {@code saoma-filter-test}, the same for every peer. */
final class LocalProvider implements AutoCloseable {
    static final String CLIENT_ID = "crm";
    static final String CLIENT_SECRET = "secret-of-the-benchmark-0123456789";
    static final String SUBJECT = "o6_bmasdasdsad6_2sgVt7hMZOPfL";

    private static final TestUser USER = TestUser.of(SUBJECT)
            .name("张伟 😀")
            .claim("picture", "https://thirdwx.qlogo.cn/mmopen/vi_32/Q0j4TwGTfTKiaV6jHB3lXx9g/132")
            .roles("admin", "owner");

    private final TestSignIn signIn = TestSignIn.start(CLIENT_ID, CLIENT_SECRET).as(USER);

    String issuer() {
        return signIn.issuer();
    }

    /** Returns the key that signs all tokens, from the published key set. */
    RSAPublicKey publicKey() {
        try (InputStream keys = URI.create(issuer() + "/jwks").toURL().openStream()) {
            JwkSet set = Jwks.setParser().build().parse(keys);
            return (RSAPublicKey) set.getKeys().iterator().next().toKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an RS256 ID token of the only user. */
    String idToken() {
        return signIn.bearerToken();
    }

    /** Returns another one, with a {@code jti} of its own. */
    String idToken(int number) {
        signIn.as(USER.claim("jti", String.valueOf(number)));
        return signIn.bearerToken();
    }

    String expiredToken() {
        return signIn.expiredBearerToken();
    }

    @Override
    public void close() {
        signIn.close();
    }
}
