package dev.saoma.page.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the key that seals cookies: 32 bytes in base64. */
public final class CookieKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(CookieKeyFile.class);

    private final Path path;

    /** Creates an object for the file at {@code path}, which need not exist. */
    public CookieKeyFile(Path path) {
        this.path = path;
    }

    /**
     * Returns the 32 bytes; generates and writes them if there is no file.
     *
     * @throws KeyFileException if the file cannot be read or written
     */
    public byte[] loadOrCreate(SecureRandom random) {
        OwnerOnlyFile file = new OwnerOnlyFile(path);
        try {
            if (!file.exists()) {
                byte[] key = new byte[32];
                random.nextBytes(key);
                if (file.create(Base64.getEncoder().encodeToString(key) + "\n")) {
                    LOG.warn(
                            "NEW COOKIE KEY written to {}. Keep it: with another one, sign-ins in progress are lost.",
                            path);
                }
            }
            byte[] key = Base64.getDecoder().decode(file.read().strip());
            if (key.length != 32) {
                throw new KeyFileException(path, "holds " + key.length + " bytes where 32 are needed. Delete it.");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(path, "is not base64. Delete it, and a new one is generated at the next start.");
        } catch (IOException e) {
            throw new KeyFileException(
                    path, "cannot be read or written (" + e.getClass().getSimpleName() + ").", e);
        }
    }
}
