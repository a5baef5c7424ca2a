package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is logged while people sign in: one line per step, and no secret at any level. */
class LogIT {
    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender<ILoggingEvent> console = root.getAppender("console");
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.saoma.page");

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>(); // Threads of the page write while tests read.
        lines.start();
        root.detachAppender(console);
        root.addAppender(lines);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        root.addAppender(console);
        ours.setLevel(Level.OFF);
    }

    private String text() {
        return List.copyOf(lines.list).stream()
                .map(event -> event.getFormattedMessage() + throwable(event.getThrowableProxy()))
                .collect(Collectors.joining("\n"));
    }

    private static String throwable(IThrowableProxy proxy) {
        return proxy == null ? "" : " " + proxy.getClassName() + " " + proxy.getMessage() + throwable(proxy.getCause());
    }

    @Test
    @DisplayName("W17, G80, G82: a line per step, and no secret in any")
    void signIns_areLoggedWithoutSecrets() {
        List<String> secrets = new ArrayList<>(List.of(
                PageUnderTest.APP_SECRET,
                PageUnderTest.CRM_SECRET,
                WeChatStub.TOKEN,
                WeChatStub.UNIONID,
                WeChatStub.OPENID,
                "wechat-code-0001",
                "wechat-code-0002",
                "app-state",
                "app-nonce",
                Browser.VERIFIER,
                "张伟",
                "secret="));
        try (PageUnderTest page = new PageUnderTest(directory)) {
            Browser browser = new Browser(page.issuer);
            String state = browser.begin(Browser.crm());
            URI location = Browser.location(browser.callback(state, "wechat-code-0001"));
            String code = Browser.parameters(location).get("code");
            browser.callback(state, "wechat-code-0001");
            browser.token(code);
            browser.token(code);
            page.wechat.answersToken(WeChatStub.error(40163));
            String failed = browser.begin(Browser.crm());
            browser.callback(failed, "wechat-code-0002");
            new Browser(page.issuer).callback(failed, "wechat-code-0002");
            browser.get("/authorize?client_id=x%0d%0aFAKE+LINE");
            secrets.addAll(List.of(state, failed, code));
            secrets.addAll(browser.cookies.values());
        }

        assertThat(text())
                .contains("step=began sign-in=", "step=finished sign-in=", "application=crm way=redirect subject=…0001")
                .contains("step=repeated sign-in=", "token refused error=invalid_grant")
                .contains("cause=wechat_code_used", "errcode 40163", "was not begun in this browser")
                .contains("authorize refused error=")
                .doesNotContain("FAKE");
        for (String secret : secrets) {
            assertThat(text()).doesNotContain(secret);
        }
    }

    @Test
    @DisplayName("D9: one sign-in that was begun, or one old link, does not fill the log, however often it is used")
    void repeatedRequests_leaveFewLines() {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            Browser browser = new Browser(page.issuer);
            String state = browser.begin(Browser.crm());
            Map<String, String> late = Browser.crm();
            late.put("first_begun", "no-longer-good");
            long start = System.nanoTime();
            for (int i = 0; i < 150; i++) {
                assertThat(Browser.parameters(Browser.location(browser.get("/wechat/callback?state=" + state))))
                        .containsEntry("error", "access_denied");
                assertThat(browser.authorize(late).statusCode()).isEqualTo(303);
            }
            int most = 100
                    + 10 * (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1);

            assertThat(text().lines().filter(line -> line.contains("step=declined")))
                    .hasSizeBetween(1, most);
            assertThat(text().lines().filter(line -> line.contains("came too late")))
                    .hasSizeBetween(1, most);
        }
    }

    @Test
    @DisplayName("W17, G80: not even where everything is logged at TRACE")
    void everythingAtTrace_stillTellsNoWeChatSecret() {
        root.setLevel(Level.TRACE);
        try (PageUnderTest page = new PageUnderTest(directory)) {
            new Browser(page.issuer).signIn(Browser.crm(), "wechat-code-0001");
        } finally {
            root.setLevel(Level.ERROR);
        }

        assertThat(text()).doesNotContain(PageUnderTest.APP_SECRET, WeChatStub.TOKEN, "secret=");
    }

    @Test
    @DisplayName("D9: sign-ins that are begun and refused, again and again, leave few lines of each sort")
    void begunAndRefusedSignIns_leaveFewLines() {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            page.wechat.answersToken(WeChatStub.error(40029));
            long start = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                Browser browser = new Browser(page.issuer);
                browser.callback(browser.begin(Browser.crm()), "junk-" + i);
            }
            int most = 100
                    + 10 * (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1);

            for (String sort : List.of("step=began", "step=stopped", "event=sign-in-refused")) {
                assertThat(text().lines().filter(line -> line.contains(sort)))
                        .as(sort)
                        .hasSizeBetween(1, most);
            }
        }
    }

    @Test
    @DisplayName("G76: a proxy that is not named in trustedProxies is noticed, and said once")
    void proxyThatIsNotNamed_isSaidOnce() {
        try (PageUnderTest page = new PageUnderTest(directory)) {
            for (int i = 0; i < 20; i++) {
                new Browser(page.issuer).get("/jwks", "X-Forwarded-For", "192.0.2.1");
            }
        }

        assertThat(text().lines().filter(line -> line.contains("is not in trustedProxies")))
                .singleElement()
                .asString()
                .contains("no limit per address", "trustedProxies: [127.0.0.1]");
    }
}
