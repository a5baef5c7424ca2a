package dev.saoma.e2e.support;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The system's own Firefox, driven by WebDriver BiDi, which every Firefox supports: no patched build is fetched. The system
 * property {@code saoma.firefox} names another one; with {@code -Dsaoma.require=firefox} the tests fail on a machine without
 * one.
 */
public final class Firefox {
    private Firefox() {}

    /** Returns how to launch it: with its pop-up blocker and tracking protection on, as users have it. */
    public static LaunchOptions options(Path executable) {
        return new LaunchOptions()
                .setChannel("moz-firefox")
                .setExecutablePath(executable)
                .setFirefoxUserPrefs(Map.of(
                        "dom.disable_open_during_load",
                        true,
                        "network.cookie.cookieBehavior",
                        5,
                        "intl.accept_languages",
                        "zh-CN,zh"));
    }

    /**
     * Returns the executable. Without one, the calling test is skipped with a line on the error stream, or fails if one is
     * required.
     */
    public static Path orSkip() {
        Optional<Path> found = installed();
        if (found.isPresent()) {
            return found.get();
        }
        if (Arrays.asList(System.getProperty("saoma.require", "").split(",")).contains("firefox")) {
            throw new AssertionError("firefox is required here and not installed");
        }
        System.err.println(
                "SKIPPED: no Firefox on this machine, Chromium alone was tested. Install firefox-esr with your"
                        + " system's package manager, or name an executable with -Dsaoma.firefox=/path/to/firefox.");
        return Assumptions.abort("Firefox is not installed");
    }

    private static Optional<Path> installed() {
        String named = System.getProperty("saoma.firefox", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        Stream<Path> onPath = Installed.onPath("firefox-esr", "firefox", "firefox.exe");
        Stream<Path> elsewhere = Stream.of(
                Path.of("/Applications/Firefox.app/Contents/MacOS/firefox"),
                Path.of("C:/Program Files/Mozilla Firefox/firefox.exe"));
        return Stream.concat(onPath, elsewhere).filter(Files::isExecutable).findFirst();
    }
}
