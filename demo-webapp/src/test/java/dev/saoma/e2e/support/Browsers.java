package dev.saoma.e2e.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One running browser, and fresh profiles in it: Chromium unless said otherwise. */
public final class Browsers implements AutoCloseable {
    /** Long enough for a busy machine; a test that passes never waits for it. */
    public static final int PATIENCE_MILLIS = 180_000;

    /** The shell that all of {@link #ofPages()} share: starting one takes as long as a short test. */
    private static @Nullable Browser shell;

    private final Browser browser;
    /** What ends with this; without it, the browser is shared and ends with the JVM. */
    private final @Nullable Playwright own;

    private final List<BrowserContext> people = new ArrayList<>();

    /** Starts a Chromium as users have it, whose windows are real. */
    public Browsers() {
        this(List.of());
    }

    /** Starts one with additional arguments. */
    public Browsers(List<String> more) {
        this(new Chromium().executable(), more);
    }

    private Browsers(Path executable, List<String> more) {
        own = Playwright.create(withoutDownload());
        browser = launch(own, executable, more);
    }

    private Browsers(Browser browser, @Nullable Playwright own) {
        this.browser = browser;
        this.own = own;
    }

    private static Browser launch(Playwright playwright, Path executable, List<String> more) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        List<String> arguments = new ArrayList<>(List.of(
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
        arguments.addAll(more);
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setChromiumSandbox(false)
                        .setTimeout(PATIENCE_MILLIS)
                        .setIgnoreDefaultArgs(List.of("--disable-popup-blocking")) // Users' browsers block windows.
                        .setArgs(arguments));
    }

    /** Returns Chromium's shell, for tests of pages rather than of windows; closing it closes the profiles opened in it. */
    public static Browsers ofPages() {
        Browser found = shell;
        if (found == null || !found.isConnected()) {
            Playwright playwright = Playwright.create(withoutDownload());
            found = launch(playwright, new Chromium().shell(), List.of());
            shell = found;
        }
        return new Browsers(found, null);
    }

    /** Starts the machine's Firefox; without one, the calling test is skipped. */
    public static Browsers firefox() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        LaunchOptions options = Firefox.options(Firefox.orSkip()).setTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create(withoutDownload());
        return new Browsers(playwright.firefox().launch(options), playwright);
    }

    /** Opens a user's profile: its own cookies, Chinese by default. */
    public BrowserContext person() {
        return person(new Browser.NewContextOptions().setLocale("zh-CN"));
    }

    /** Does the same, and adds errors of scripts and policies to {@code complaints}. */
    public BrowserContext person(List<String> complaints) {
        return listening(person(), complaints);
    }

    public BrowserContext person(Browser.NewContextOptions options, List<String> complaints) {
        return listening(person(options), complaints);
    }

    private static BrowserContext listening(BrowserContext person, List<String> complaints) {
        person.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return person;
    }

    public BrowserContext person(Browser.NewContextOptions options) {
        BrowserContext person = browser.newContext(options);
        person.setDefaultTimeout(PATIENCE_MILLIS);
        person.onClose(people::remove);
        people.add(person);
        return person;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        } else {
            List.copyOf(people).forEach(BrowserContext::close);
        }
    }

    public static CreateOptions withoutDownload() {
        return new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    }
}
