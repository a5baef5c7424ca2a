package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A page that starts before its directory's database, as seen from outside. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbsentDatabaseIT {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    @TempDir
    Path folder;

    private static void await(Browser browser, int status) {
        while (browser.get("/health/ready").statusCode() != status) {
            Pause.briefly(); // Ends at the class's timeout.
        }
    }

    @Test
    @DisplayName(
            "a page whose database is away at the start logs it, refuses sign-ins with a clear response, and recovers by itself")
    void page_startsBeforeItsDatabase() throws Exception {
        String url = SERVER.newDatabase();
        SERVER.kill();
        try (LogLines log = new LogLines();
                PageUnderTest page = new PageUnderTest(folder, "", """
                        management: { listen: "127.0.0.1:0" }
                        directory: { database: { url: "%s" }, admission: everybody }
                        """.formatted(url))) {
            Browser browser = new Browser(page.issuer);
            Browser operator = new Browser(page.management());
            assertThat(browser.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(operator.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(operator.get("/metrics").body())
                    .contains("saoma_directory_up{pool=\"default\"} 0.0")
                    .contains("saoma_directory_ready{pool=\"default\"} 0.0");
            assertThat(browser.callback(browser.begin(Browser.crm()), "c1").statusCode())
                    .as("the login page is shown, and nobody is let in")
                    .isEqualTo(503);
            assertThat(log.with("SIGN-IN IS NOT POSSIBLE YET")).hasSize(1);

            SERVER.startAgain();

            await(browser, 200);
            await(operator, 200);
            while (browser.callback(browser.begin(Browser.crm()), "c2").statusCode() != 303) {
                Pause.briefly(); // A busy machine may need several tries of 300 ms.
            }
            assertThat(log.with("SIGN-IN IS NOT POSSIBLE YET")).hasSize(1);
            assertThat(log.with("people can sign in")).hasSize(1);
        }
    }
}
