package dev.saoma.page.keys;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.RsaPrivateJwk;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the keys that sign ID tokens: a JWK set (RFC 7517) with private members, the key in use first. */
public final class SigningKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyFile.class);
    private static final int MIN_BITS = 2048;

    private final Path path;

    /** The file at {@code path}, which need not exist. */
    public SigningKeyFile(Path path) {
        this.path = path;
    }

    /**
     * The keys, the one to sign with first; makes and writes one if there is no file.
     *
     * @throws KeyFileException if the file cannot be read, written or used
     */
    public List<SigningKey> loadOrCreate() {
        OwnerOnlyFile file = new OwnerOnlyFile(path);
        try {
            if (!file.exists() && file.create(newSet())) {
                LOG.warn(
                        "NEW SIGNING KEY written to {}. Keep this file: applications trust it. Every node of this page"
                                + " needs the same one, and nobody else may read it.",
                        path);
            }
            return keys(file.read());
        } catch (IOException e) {
            throw new KeyFileException(
                    path, "cannot be read or written (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    private static String newSet() {
        KeyPair pair = Jwts.SIG.RS256.keyPair().build();
        RsaPrivateJwk jwk = Jwks.builder()
                .key((RSAPrivateKey) pair.getPrivate())
                .publicKey((RSAPublicKey) pair.getPublic())
                .algorithm("RS256")
                .publicKeyUse("sig")
                .idFromThumbprint()
                .build();
        return "{\"keys\":[" + Jwks.UNSAFE_JSON(jwk) + "]}\n";
    }

    private List<SigningKey> keys(String json) {
        JwkSet set;
        try {
            set = Jwks.setParser().ignoreUnsupported(false).build().parse(json);
        } catch (JwtException | IllegalArgumentException e) {
            throw new KeyFileException(path, "is not a JWK set (RFC 7517). Restore it from a copy.");
        }
        List<SigningKey> keys = new ArrayList<>();
        for (Jwk<?> jwk : set.getKeys()) {
            keys.add(key(jwk));
        }
        if (keys.isEmpty()) {
            throw new KeyFileException(path, "holds no key. Delete it, and a new one is made at the next start.");
        }
        return keys;
    }

    private SigningKey key(Jwk<?> jwk) {
        if (!(jwk instanceof RsaPrivateJwk rsa)) {
            throw new KeyFileException(path, "holds a key that is not a private RSA key.");
        }
        if (rsa.toKey().getModulus().bitLength() < MIN_BITS) {
            throw new KeyFileException(path, "holds an RSA key of fewer than " + MIN_BITS + " bits.");
        }
        String id = rsa.getId() != null
                ? rsa.getId()
                : rsa.toPublicJwk().thumbprint().toString();
        String publicJwk = Jwks.json(Jwks.builder()
                .key(rsa.toPublicJwk().toKey())
                .algorithm("RS256")
                .publicKeyUse("sig")
                .id(id)
                .build());
        return new SigningKey(id, rsa.toKey(), rsa.toPublicJwk().toKey(), publicJwk);
    }
}
