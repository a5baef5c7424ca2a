package dev.saoma.filter.internal.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Derives sealing keys from other secrets. */
public final class SealKeys {
    private static final int LENGTH = 32;
    private static final int ITERATIONS = 200_000;
    static final String DERIVATION = "PBKDF2WithHmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";

    private SealKeys() {}

    /**
     * Derives a 32-byte key from a secret, the same on every node that has the same secret. Slow on purpose, about a tenth of a
     * second: guesses of the secret can be tried on any sealed text, and each costs this much.
     *
     * @param secret long and random; a guessable secret makes a guessable key all the same
     * @param use fixed text that names the use; another text makes an unrelated key
     * @param owner identifies the client, so that guesses computed for one are of no use for another
     * @see "RFC 8018, 5.2 (PBKDF2) with HMAC-SHA-256"
     */
    public static byte[] derive(String secret, String use, String owner) {
        // Java runtimes disagree about passwords that are not ASCII, and one with 64 characters or more is hashed
        // anyway.
        String ascii = Base64.getEncoder().encodeToString(hmac(utf8(use), utf8(secret)));
        PBEKeySpec spec =
                new PBEKeySpec(ascii.toCharArray(), hmac(utf8(use), utf8(owner)), ITERATIONS, LENGTH * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(DERIVATION).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw cannotDerive(e);
        } finally {
            spec.clearPassword();
        }
    }

    static IllegalStateException cannotDerive(GeneralSecurityException cause) {
        return new IllegalStateException("this Java runtime lacks " + DERIVATION + " – set cookieKey", cause);
    }

    /** Describes what this Java runtime lacks for sealing; usually empty. */
    public static Optional<String> runtimeMistake() {
        if (isInTheJdk("Cipher", CIPHER) && isInTheJdk("Mac", MAC)) {
            return Optional.empty();
        }
        try {
            return runtimeMistake(CIPHER, Cipher.getMaxAllowedKeyLength("AES"));
        } catch (GeneralSecurityException e) {
            return Optional.of("this Java runtime lacks AES – use a complete one, of version 8 or later");
        }
    }

    /**
     * Whether the JDK's own provider has that algorithm, for keys of every length. Cheap, because it loads no class of it;
     * false proves nothing, because other providers may have it.
     */
    static boolean isInTheJdk(String type, String algorithm) {
        Provider jdk = Security.getProvider("SunJCE");
        return jdk != null
                && jdk.getService(type, algorithm) != null
                && "unlimited".equals(Security.getProperty("crypto.policy"));
    }

    static Optional<String> runtimeMistake(String cipher, int maxAesBits) {
        if (maxAesBits < LENGTH * 8) {
            return Optional.of(
                    "this Java runtime allows AES keys of " + maxAesBits + " bits only – update Java 8 to 8u161 or"
                            + " later, or set crypto.policy=unlimited in its java.security");
        }
        try {
            Cipher.getInstance(cipher);
            Mac.getInstance(MAC);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(
                    "this Java runtime lacks " + cipher + " or HmacSHA256 – use a complete one, of version 8 or"
                            + " later, and do not remove its security providers");
        }
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
