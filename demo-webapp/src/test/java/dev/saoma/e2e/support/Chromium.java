package dev.saoma.e2e.support;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds a Chromium, or fetches one: the system's, else Playwright's own download, else the npm package, else Debian's.
 *
 * <p>Browser tests are never skipped: where there is none, {@link #executable()} fails and says what to do. The system property
 * {@code saoma.chromium} names a browser to use; {@code saoma.chromium.ways} names the ways to try, in order.
 */
public final class Chromium {
    private static final String NPM_PACKAGE = "@sparticuz/chromium@153.0.0";
    private static final long FETCH_MINUTES = 8;

    private final Map<String, Supplier<Optional<Path>>> ways = Map.of(
            "system", Chromium::installed,
            "playwright", Chromium::playwrightDownload,
            "npm", Chromium::npmPackage,
            "debian", Chromium::debianPackage);

    /**
     * Returns the browser's executable.
     *
     * @throws IllegalStateException if no way finds a browser; the message says how to get one
     */
    public Path executable() {
        String named = System.getProperty("saoma.chromium", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        List<String> tried = new ArrayList<>();
        for (String way : System.getProperty("saoma.chromium.ways", "system,playwright,npm,debian")
                .split(",")) {
            Supplier<Optional<Path>> attempt = ways.get(way);
            if (attempt == null) {
                throw new IllegalArgumentException(
                        "saoma.chromium.ways: expected some of " + ways.keySet() + ", got \"" + way + "\"");
            }
            Optional<Path> found = attempt.get().filter(Files::isExecutable);
            if (found.isPresent()) {
                return found.get();
            }
            tried.add(way);
        }
        throw new IllegalStateException("The browser tests need Chromium and none could be found or fetched (tried: "
                + String.join(", ", tried) + "). Install Chromium or Chrome with your system's package manager, or name"
                + " an executable with -Dsaoma.chromium=/path/to/chrome.");
    }

    /**
     * Returns the shell of the same browser, if it is installed: it shows pages in the same way at half the processor time, but
     * has no windows of its own and blocks none.
     */
    public Path shell() {
        boolean isNamed = !System.getProperty("saoma.chromium", "").isEmpty();
        return isNamed
                ? executable()
                : Installed.onPath("chromium-headless-shell").findFirst().orElseGet(this::executable);
    }

    private static Optional<Path> installed() {
        Stream<Path> onPath =
                Installed.onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe");
        Stream<Path> elsewhere = Stream.of(
                Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
                Path.of("C:/Program Files/Google/Chrome/Application/chrome.exe"));
        return Stream.concat(onPath, elsewhere).filter(Files::isExecutable).findFirst();
    }

    private static Optional<Path> playwrightDownload() {
        try {
            ProcessBuilder install =
                    Driver.ensureDriverInstalled(Map.of(), false).createProcessBuilder();
            install.command().addAll(List.of("install", "chromium"));
            if (!succeeds(install)) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            return Optional.empty();
        }
        try (Playwright playwright = Playwright.create(Browsers.withoutDownload())) {
            return Optional.of(Path.of(playwright.chromium().executablePath()));
        }
    }

    private static Optional<Path> npmPackage() {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "saoma", "chromium");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!succeeds(new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", NPM_PACKAGE)
                .directory(folder.toFile()))) {
            return Optional.empty();
        }
        String script = "import('@sparticuz/chromium').then(c => c.default.executablePath()).then(console.log)";
        return output(new ProcessBuilder("node", "-e", script).directory(folder.toFile()))
                .map(String::trim)
                .map(Path::of);
    }

    private static Optional<Path> debianPackage() {
        boolean installed = succeeds(new ProcessBuilder("apt-get", "update"))
                && succeeds(new ProcessBuilder("apt-get", "install", "--yes", "--no-install-recommends", "chromium"));
        return installed ? installed() : Optional.empty();
    }

    private static boolean succeeds(ProcessBuilder command) {
        return output(command).isPresent();
    }

    /** Returns what the command prints; empty if it is missing, fails or takes too long. */
    private static Optional<String> output(ProcessBuilder command) {
        try {
            Path printed = Files.createTempFile("saoma-chromium", ".txt");
            Process process = command.redirectOutput(printed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File(nullDevice())))
                    .start();
            boolean ended = process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(printed);
            Files.delete(printed);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String nullDevice() {
        return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
