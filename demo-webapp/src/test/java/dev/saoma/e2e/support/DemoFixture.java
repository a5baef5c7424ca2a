package dev.saoma.e2e.support;

import com.microsoft.playwright.BrowserContext;
import dev.saoma.demo.DemoSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests in the unchanged demonstration, on loopback, each with a new browser profile. */
@ExtendWith(LoopbackDemo.Shared.class)
public abstract class DemoFixture {
    protected static Browsers browsers;
    protected static DemoSite site;

    protected BrowserContext person;
    protected WeChatPages wechat;

    @BeforeAll
    static void useDemo(LoopbackDemo shared) {
        browsers = shared.browsers;
        site = shared.site;
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }
}
