package dev.saoma.page;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * One page for all tests of a class, which starts it with the settings that it needs; a new browser for each test, and a
 * WeChat that signs in its usual person.
 */
abstract class OnePage {
    @TempDir
    static Path directory;

    static PageUnderTest page;
    private static int scans;

    final Browser browser = new Browser(page.issuer);

    @AfterAll
    static void stopPage() {
        page.close();
    }

    @BeforeEach
    final void weChatAnswers() {
        page.wechat.answersToken(WeChatStub.GRANT);
        page.wechat.answersProfile(WeChatStub.PROFILE);
    }

    /** A code of WeChat's that nobody has used. */
    static String newScan() {
        return "scan-" + scans++;
    }

    /** An address of the page's, without the page. */
    static String path(URI address) {
        return address.toString().substring(page.issuer.toString().length());
    }
}
