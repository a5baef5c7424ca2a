package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AppID and AppSecret that an owner enters in the console, since the file has none. */
@Timeout(300)
class ConsoleWeChatIT {
    private static final String ACCOUNT_ID = "wxfedcba9876543210";
    private static final String ACCOUNT_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String WECHAT_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
                    + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x18003234) NetType/WIFI Language/zh_CN";

    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser shell;

    @BeforeEach
    void start() {
        console = ConsoleUnderTest.withoutCredentials(directory);
        shell = fromShell();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private Browser fromShell() {
        Browser browser = console.browser();
        assertThat(console.enter(browser, console.link()).statusCode()).isEqualTo(303);
        return browser;
    }

    private HttpResponse<String> login() {
        return new Browser(console.issuer).authorize(Browser.crm());
    }

    private String version(Browser browser, String id) {
        return browser.get("/wechat/change?id=" + id)
                .body()
                .replaceAll("(?s).*name=\"version\" value=\"([0-9]+)\".*", "$1");
    }

    private Map<String, String> form(Browser browser, String id, String appId, String secret) {
        Map<String, String> form = new HashMap<>();
        form.put("id", id);
        form.put("appId", appId);
        form.put("appSecret", secret);
        form.put("version", version(browser, id));
        form.put("typed", console.issuer.getHost());
        return form;
    }

    private void save(Browser browser) {
        Map<String, String> form = form(browser, "website", PageUnderTest.APP_ID, PageUnderTest.APP_SECRET);
        HttpResponse<String> saved = console.write(browser, "/wechat/change", form);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    }

    @Test
    @DisplayName(
            "5B: from a file without AppID to a sign-in by the console alone; the page is ready and says what is missing")
    void credentials_areEnteredInTheConsole() throws Exception {
        HttpResponse<String> before = login();
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("登录功能还没有设置好").doesNotContain("qrconnect");
        assertThat(new Browser(console.issuer).get("/health/ready").statusCode())
                .as("it can be set up, and nothing here heals by another node")
                .isEqualTo(200);
        assertThat(console.command("--check")).contains("an owner enters them in the console");
        assertThat(console.doctor()).contains("No WeChat app yet");
        assertThat(shell.get("/wechat").body()).contains("尚未填写", "/wechat/change?id=website");

        save(shell);

        HttpResponse<String> after = login();
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains(PageUnderTest.APP_ID);
        Browser owner = console.owner("c1");
        assertThat(console.wechat.calls())
                .allSatisfy(call ->
                        assertThat(call.parameters().getOrDefault("secret", "")).isIn("", PageUnderTest.APP_SECRET));
        assertThat(console.wechat.calls("/sns/oauth2/access_token")).isPositive();
        assertThat(owner.get("/wechat").body())
                .contains(PageUnderTest.APP_ID, "用 Cookie 密钥加密")
                .doesNotContain(PageUnderTest.APP_SECRET);
        assertThat(console.command("--check")).contains("an owner enters them in the console");
        assertThat(console.doctor())
                .doesNotContain("No WeChat app yet", "Warning: wechat")
                .contains(PageUnderTest.APP_ID);

        console.restart();
        assertThat(login().body()).contains(PageUnderTest.APP_ID);
    }

    @Test
    @DisplayName("5B: the AppSecret is in no answer, log, audit, export or file of the database")
    void secret_isNowhere() throws Exception {
        try (LogLines log = new LogLines()) {
            Map<String, String> mistyped = form(shell, "website", "wx12", PageUnderTest.APP_SECRET);
            HttpResponse<String> refused = console.write(shell, "/wechat/change", mistyped);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("value=\"wx12\"", "不是 wx 加 16 位十六进制数字")
                    .doesNotContain(PageUnderTest.APP_SECRET);
            save(shell);
            Browser owner = console.owner("c1");
            for (String path : List.of(
                    "/",
                    "/wechat",
                    "/wechat/change?id=website",
                    "/settings",
                    "/settings/page.yaml",
                    "/audit",
                    "/test")) {
                assertThat(owner.get(path).body()).as(path).doesNotContain(PageUnderTest.APP_SECRET);
            }
            assertThat(owner.get("/audit").body()).contains("更改微信凭据", "wechat appSecret: changed");
            assertThat(owner.get("/settings/page.yaml").body())
                    .contains("appId: " + PageUnderTest.APP_ID, "appSecret: ${env:WECHAT_APP_SECRET}", "openUrl:");
            assertThat(log.with(PageUnderTest.APP_SECRET)).isEmpty();
        }
        console.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PageUnderTest.APP_SECRET);
            }
        }
        console = ConsoleUnderTest.withoutCredentials(Files.createDirectory(directory.resolve("another")));
    }

    @Test
    @DisplayName("5B: an owner's, with a fresh scan, the host typed, and the version seen")
    void change_takesAnOwnersProof() {
        save(shell);
        Browser owner = console.owner("c1");
        Map<String, String> form = form(owner, "website", PageUnderTest.APP_ID, ACCOUNT_SECRET);
        Map<String, String> untyped = new HashMap<>(form);
        untyped.put("typed", "example.com");
        assertThat(console.write(owner, "/wechat/change", untyped).statusCode()).isEqualTo(422);
        Map<String, String> old = new HashMap<>(form);
        old.put("version", "1");
        assertThat(console.write(owner, "/wechat/change", old).statusCode()).isEqualTo(409);
        Browser operator = console.administrator(owner, "Op", "operator", "d");
        assertThat(console.write(operator, "/wechat/change", form).statusCode()).isEqualTo(403);
        assertThat(operator.get("/wechat/change?id=website").statusCode()).isEqualTo(403);
        assertThat(operator.get("/wechat").body()).doesNotContain("/wechat/change");
        console.clock.advance(Duration.ofMinutes(6));
        assertThat(owner.get("/wechat/change?id=website").body()).contains("五分钟内");
        assertThat(console.write(owner, "/wechat/change", form).statusCode()).isEqualTo(403);
        Map<String, String> nothing = Map.of("id", "miniProgram", "version", "1", "typed", console.issuer.getHost());
        assertThat(console.write(fromShell(), "/wechat/change", nothing).statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "5B: one home: what is in the file is named with its line, and cannot be saved; in both it changes nothing")
    void file_isTheOtherHome() {
        save(shell);
        console.follow(yaml -> yaml.replace(
                "wechat: { ", "wechat: { appId: " + ACCOUNT_ID + ", appSecret: \"" + ACCOUNT_SECRET + "\", "));
        assertThat(login().body()).as("in both: nothing changes").contains(PageUnderTest.APP_ID);
        console.await(shell, "/", "wechat.appId: is in the database, too");

        console.restart();
        Browser again = fromShell();
        assertThat(login().body()).as("at a start the file counts").contains(ACCOUNT_ID);
        HttpResponse<String> screen = again.get("/wechat");
        assertThat(screen.body())
                .contains("第 2 行", "appSecret: ${env:WECHAT_APP_SECRET}")
                .doesNotContain("/wechat/change?id=website");
        Map<String, String> form = Map.of(
                "id",
                "website",
                "appId",
                PageUnderTest.APP_ID,
                "appSecret",
                PageUnderTest.APP_SECRET,
                "version",
                "2",
                "typed",
                console.issuer.getHost());
        assertThat(again.get("/wechat/change?id=website").statusCode()).isEqualTo(409);
        assertThat(console.write(again, "/wechat/change", form).statusCode()).isEqualTo(409);
        assertThat(console.write(again, "/wechat/remove", form).statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName("5B: without the key that sealed it the AppSecret is asked for again, and nothing else is lost")
    void keyThatIsLost_isSaid() throws Exception {
        save(shell);
        console.owner("c1");
        try (LogLines log = new LogLines()) {
            Files.delete(directory.resolve("cookie.key"));
            console.restart();

            assertThat(log.with("keys.cookie does not have the key that it was sealed with"))
                    .isNotEmpty();
        }
        assertThat(login().statusCode()).isEqualTo(503);
        shell = fromShell();
        assertThat(shell.get("/people").body()).contains("张伟🎉");
        save(shell);
        assertThat(login().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("5B: a service account is entered in the same way, and signs people in inside WeChat")
    void officialAccount_likewise() {
        save(shell);
        Browser phone = new Browser(console.issuer);
        assertThat(phone.get("/authorize?" + Browser.query(Browser.crm()), "User-Agent", WECHAT_AGENT)
                        .body())
                .doesNotContain("connect/oauth2/authorize");
        Map<String, String> form = form(shell, "officialAccount", ACCOUNT_ID, ACCOUNT_SECRET);
        assertThat(console.write(shell, "/wechat/change", form).statusCode()).isEqualTo(303);
        assertThat(phone.get("/authorize?" + Browser.query(Browser.crm()), "User-Agent", WECHAT_AGENT)
                        .body())
                .contains("connect/oauth2/authorize", ACCOUNT_ID);
        assertThat(shell.get("/settings/page.yaml").body())
                .contains("appSecret: ${env:WECHAT_OFFICIAL_ACCOUNT_APP_SECRET}");

        form.put("version", version(shell, "officialAccount"));
        assertThat(shell.get("/wechat/remove?id=officialAccount").body()).contains(ACCOUNT_ID);
        assertThat(console.write(shell, "/wechat/remove", form).statusCode()).isEqualTo(303);
        assertThat(shell.get("/wechat").body()).doesNotContain(ACCOUNT_ID);
        assertThat(shell.get("/wechat/remove?id=officialAccount").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("5B: an import names the missing secret, and leaves WeChat to an owner")
    void import_leavesItToAnOwner() {
        String yaml = "wechat: { appId: " + PageUnderTest.APP_ID + ", appSecret: \"${env:WECHAT_APP_SECRET}\" }\n";
        HttpResponse<String> compared = console.write(shell, "/settings/compare", Map.of("yaml", yaml));
        assertThat(compared.body()).contains("WECHAT_APP_SECRET", "由所有者在“微信”页面填写");
        console.write(shell, "/settings/apply", Map.of("yaml", yaml));
        assertThat(login().statusCode()).isEqualTo(503);

        save(shell);
        assertThat(console.write(shell, "/settings/compare", Map.of("yaml", yaml))
                        .body())
                .doesNotContain("由所有者在“微信”页面填写");
    }
}
