package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoDesk;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The demonstration as {@code mvn -Pdemo} starts it, with the console of its login page. */
class DemoConsoleIT {
    @Test
    @DisplayName(
            "the terminal gives a link into the console; the phone makes its owner administrator, and lets them in again")
    void linkOfTheTerminal_thenAScan() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (DemoSite site = Sites.quick().directory("approve", 0).console(true).start();
                PipedOutputStream typed = new PipedOutputStream();
                DemoDesk desk = DemoDesk.open(
                        site.people().orElseThrow(),
                        site::consoleLink,
                        new PipedInputStream(typed),
                        new PrintStream(printed, true, StandardCharsets.UTF_8));
                Browsers browsers = Browsers.ofPages()) {
            assertThat(desk).isNotNull();
            String console = site.console().orElseThrow().toString();
            Page tab = browsers.person().newPage();
            tab.navigate(site.application().resolve("/").toString());
            tab.click("a[href='" + console + "/']");
            assertThat(tab).hasURL(console + "/sign-in");

            typed.write("link\n".getBytes(StandardCharsets.UTF_8));
            typed.flush();
            tab.navigate(lineOf(printed));
            assertThat(tab.locator("body[data-page=overview]")).isVisible();
            tab.click(".shell a");
            tab.click("main a.primary");
            scan(site, tab);
            tab.click("form[action='/administrators/me'] button");
            assertThat(tab.locator(".done")).isVisible();

            tab.click("form[action='/sign-out'] button");
            assertThat(tab).hasURL(console + "/sign-in");
            WeChatPages.waitForTheNextSecond(tab);
            tab.click("a[href^='/sign-in/begin']");
            scan(site, tab);
            assertThat(tab.locator("body[data-page=overview]")).isVisible();
            assertThat(tab.locator(".shell")).hasCount(0);
        }
    }

    private static void scan(DemoSite site, Page tab) {
        var code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(site.sandbox().users().get(0));
        code.confirm();
    }

    private static String lineOf(ByteArrayOutputStream printed) {
        long end =
                System.nanoTime() + Duration.ofMillis(Browsers.PATIENCE_MILLIS).toNanos();
        while (System.nanoTime() < end) {
            String text = printed.toString(StandardCharsets.UTF_8);
            if (text.endsWith("\n")) {
                return text.strip();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nothing was printed");
    }
}
