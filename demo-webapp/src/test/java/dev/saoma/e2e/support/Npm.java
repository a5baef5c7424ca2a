package dev.saoma.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Packages of npm, fetched with the npm client; where there is none, Debian's is installed first. Kept in the user's cache
 * folder, so that a second build fetches nothing.
 */
public final class Npm {
    private static final long FETCH_MINUTES = 5;

    private Npm() {}

    /**
     * Returns the folder whose {@code node_modules} hold the package.
     *
     * @throws TestAbortedException if it cannot be fetched; the message says what to do
     */
    public static Path install(String name, String version) {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "saoma", name + "-" + version);
        if (Files.exists(folder.resolve("node_modules").resolve(name).resolve("package.json"))) {
            return folder;
        }
        try {
            Files.createDirectories(folder);
            if (fetched(folder, name + "@" + version) || debianHasNpm() && fetched(folder, name + "@" + version)) {
                return folder;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TestAbortedException("This test needs " + name + " from npm, and the npm client is missing or failed."
                + " Install Node.js, or run in " + folder + ": npm install " + name + "@" + version);
    }

    private static boolean fetched(Path folder, String what) throws IOException, InterruptedException {
        String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
        return succeeds(new ProcessBuilder(npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", what)
                .directory(folder.toFile()));
    }

    private static boolean debianHasNpm() throws IOException, InterruptedException {
        return succeeds(new ProcessBuilder("apt-get", "update"))
                && succeeds(new ProcessBuilder("apt-get", "install", "--yes", "--no-install-recommends", "npm"));
    }

    private static boolean succeeds(ProcessBuilder command) throws InterruptedException {
        Process process;
        try {
            process = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return false; // No such program.
        }
        if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
