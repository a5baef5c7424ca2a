package dev.saoma.page.support;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * One page for all tests of a class, which starts it with the settings that it needs; a new browser for each test, and a
 * WeChat that signs in its usual person.
 */
public abstract class OnePage {
    @TempDir
    public static Path directory;

    public static PageUnderTest page;
    private static int scans;

    public final Browser browser = new Browser(page.issuer);

    @AfterAll
    public static void stopPage() {
        page.close();
    }

    @BeforeEach
    public final void weChatAnswers() {
        page.wechat.answersToken(WeChatStub.GRANT);
        page.wechat.answersProfile(WeChatStub.PROFILE);
    }

    /** Returns a code of WeChat's that has not been used. */
    public static String newScan() {
        return "scan-" + scans++;
    }

    /** Returns the path of an address of the page. */
    public static String path(URI address) {
        return address.toString().substring(page.issuer.toString().length());
    }
}
