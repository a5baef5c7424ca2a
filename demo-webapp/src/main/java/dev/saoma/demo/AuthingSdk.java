package dev.saoma.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Authing's own browser SDK, as published on npm: the file that its customers load, unchanged. Fetched once with the npm
 * client, and kept in the user's cache; nothing of it is part of this product.
 */
public final class AuthingSdk {
    private static final String PACKAGE = "authing-js-sdk";
    private static final String VERSION = "4.23.55";
    private static final String SHA_256 = "b3a5656ba8b38c593b7d7d5e06ef594d03c6c8da786a9317aceab9ce6bb65979";
    private static final long FETCH_MINUTES = 3;

    private AuthingSdk() {}

    /**
     * Returns the script that defines {@code window.Authing}.
     *
     * @throws NotFetchedException if it is not cached and npm cannot fetch it; the message states what to do
     * @throws IOException if the file has another checksum, or cannot be read
     */
    public static synchronized byte[] script() throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "saoma", PACKAGE + "-" + VERSION);
        Path script = folder.resolve(Path.of("node_modules", PACKAGE, "build", "browser", "index.min.js"));
        if (!Files.isRegularFile(script)) {
            fetch(folder);
        }
        byte[] bytes = Files.readAllBytes(script);
        if (!SHA_256.equals(sha256(bytes))) {
            throw new IOException("not the file that npm has as " + PACKAGE + " " + VERSION + ": delete " + folder);
        }
        return bytes;
    }

    private static void fetch(Path folder) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder npm = new ProcessBuilder(List.of(
                        "npm",
                        "install",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                        folder.toString(),
                        PACKAGE + "@" + VERSION))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())));
        try {
            Process process = npm.start();
            boolean ended = process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new NotFetchedException(null);
            }
        } catch (NotFetchedException e) {
            throw e;
        } catch (IOException e) {
            throw new NotFetchedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotFetchedException(e);
        }
    }

    /** Thrown if the npm client is missing, or cannot reach its registry. */
    public static final class NotFetchedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotFetchedException(@Nullable Exception cause) {
            super(
                    "npm could not fetch " + PACKAGE + " " + VERSION
                            + "; install Node.js with npm, and let it reach its registry",
                    cause);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String nullDevice() {
        return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
