package dev.saoma.filter.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * RSA key pairs, kept in {@code target} for all processes of the tests. Code is not optimised in these, and finding the primes
 * takes it a second for 2048 bits and half a minute for 4096, so keytool does that.
 */
public final class RsaKeys {
    private static final String PASSWORD = "changeit";

    private RsaKeys() {}

    /** @param name distinguishes pairs of one size */
    @SuppressWarnings("try") // the lock is held, not used
    public static KeyPair of(String name, int bits) {
        Path file = Path.of("target", "rsa-" + name + "-" + bits + ".p8");
        try (FileChannel channel = FileChannel.open(
                        Files.createDirectories(file.getParent()).resolve(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(file)) {
                Path whole = Files.createTempFile(file.getParent(), "rsa", ".p8");
                Files.write(whole, made(bits));
                Files.move(whole, file);
            }
            return pair(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(byte[] encoded) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    }

    private static byte[] made(int bits) throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of("target"), "rsa");
        Path store = folder.resolve("keys.p12");
        Keytool.run(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "key",
                "-keyalg",
                "RSA",
                "-keysize",
                String.valueOf(bits),
                "-dname",
                "CN=test");
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray())
                .getKey("key", PASSWORD.toCharArray())
                .getEncoded();
    }
}
