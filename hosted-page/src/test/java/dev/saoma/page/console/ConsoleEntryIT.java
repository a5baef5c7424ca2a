package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.Ports;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How people enter the console, and how they do not. */
@Timeout(300)
class ConsoleEntryIT {
    @TempDir
    Path directory;

    private ConsoleUnderTest console;

    @BeforeEach
    void start() {
        console = new ConsoleUnderTest(directory, "everybody", "");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    @DisplayName("5B, Entry 1: the link enters once; twice, after a restart and late it opens nothing")
    void link_entersOnce() {
        String link = console.link();
        assertThat(link).startsWith(console.url + "/enter#");
        Browser first = console.browser();
        assertThat(first.get("/").statusCode()).as("nobody is in").isEqualTo(303);

        HttpResponse<String> entered = console.enter(first, link);

        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(first.get("/").body()).contains("data-page=\"overview\"", "通过命令行链接进入");
        assertThat(console.enter(console.browser(), link).statusCode())
                .as("twice")
                .isEqualTo(403);
        console.restart();
        assertThat(console.enter(console.browser(), link).statusCode())
                .as("after a restart, which empties the store")
                .isEqualTo(403);
        String late = console.link();
        console.clock.advance(Duration.ofMinutes(10));
        assertThat(console.enter(console.browser(), late).statusCode())
                .as("late")
                .isEqualTo(403);
    }

    @Test
    @DisplayName("5B, Entry 1: a link that is older than the last one used opens nothing")
    void olderLink_opensNothing() {
        String older = console.link();
        console.clock.advance(Duration.ofSeconds(1));
        assertThat(console.enter(console.browser(), console.link()).statusCode())
                .isEqualTo(303);

        assertThat(console.enter(console.browser(), older).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("5B, Entry 2: the session from the shell lasts for thirty minutes, however busy")
    void shellSession_endsAfterThirtyMinutes() {
        Browser browser = console.browser();
        console.enter(browser, console.link());

        console.clock.advance(Duration.ofMinutes(29));
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
        console.clock.advance(Duration.ofMinutes(2));
        assertThat(browser.get("/people").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("5B, Security 2: twenty minutes without a request end a session, and eight hours in any case")
    void session_endsIdleAndAtMostAfterEightHours() {
        Browser idle = console.owner("c1");
        console.clock.advance(Duration.ofMinutes(19));
        assertThat(idle.get("/").statusCode()).isEqualTo(200);
        console.clock.advance(Duration.ofMinutes(21));
        assertThat(idle.get("/").statusCode()).as("idle").isEqualTo(303);

        assertThat(console.scan(idle, "c2").statusCode()).isEqualTo(200);
        for (int i = 0; i < 8 * 4 - 1; i++) {
            console.clock.advance(Duration.ofMinutes(15));
            assertThat(idle.get("/").statusCode()).as("busy, %d", i).isEqualTo(200);
        }
        console.clock.advance(Duration.ofMinutes(15));
        assertThat(idle.get("/").statusCode()).as("eight hours").isEqualTo(303);
    }

    @Test
    @DisplayName("5B, Entry 3: from then on a scan in the known browser opens the console")
    void knownBrowser_comesInByAScan() {
        Browser owner = console.owner("c1");
        assertThat(owner.get("/").body()).doesNotContain("通过命令行链接进入");
        console.write(owner, "/sign-out", Map.of());
        assertThat(owner.get("/").statusCode()).isEqualTo(303);

        HttpResponse<String> back = console.scan(owner, "c2");

        assertThat(back.statusCode()).as("a hop within the origin").isEqualTo(200);
        assertThat(back.body()).contains("http-equiv=\"refresh\"", "0;url=/");
        assertThat(owner.get("/").body()).contains("data-page=\"overview\"");
    }

    @Test
    @DisplayName("5B, Entry 3: a relayed QR code opens nothing in the other browser, and is one alarm line")
    void relayedScan_opensNothingAndIsAnAlarm() {
        console.owner("c1");
        Browser attacker = console.browser();
        try (LogLines log = new LogLines()) {
            HttpResponse<String> back = console.scan(attacker, "c2");

            assertThat(back.body()).contains("/sign-in/browser");
            assertThat(attacker.cookies.keySet()).noneMatch(name -> name.contains("session"));
            assertThat(attacker.get("/").statusCode()).isEqualTo(303);
            assertThat(log.with("ALARM console")).hasSize(1);
            assertThat(log.with(WeChatStub.UNIONID)).isEmpty();
        }
    }

    @Test
    @DisplayName("5B, Entry 3: a browser other than the one that began the sign-in gets nothing from its callback")
    void callbackInAnotherBrowser_isRefused() {
        Browser owner = console.owner("c1");
        Browser other = console.browser();
        var begun = Browser.location(other.get("/sign-in/begin"));

        assertThat(console.comeBack(owner, begun, "c2").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "5B, Entry 3: eight characters make a browser known: once, for one administrator, five tries, ten minutes")
    void newBrowser_needsEightCharacters() {
        Browser owner = console.owner("c1");
        String id =
                owner.get("/administrators").body().replaceAll("(?s).*/administrators/one\\?id=([A-Za-z0-9]+).*", "$1");
        Browser fresh = console.browser();
        console.scan(fresh, "c2");
        String code = ConsoleUnderTest.code(console.write(owner, "/administrators/code", Map.of("id", id)));
        assertThat(code.replace(" ", "")).matches("[A-HJKMNP-Z2-9]{8}");

        for (int i = 0; i < 4; i++) {
            assertThat(console.post(fresh, "/sign-in/browser", Map.of("code", "AAAAAAAA"))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(console.post(fresh, "/sign-in/browser", Map.of("code", code.toLowerCase(java.util.Locale.ROOT)))
                        .statusCode())
                .as("the fifth")
                .isEqualTo(200);
        assertThat(fresh.get("/").body()).contains("data-page=\"overview\"");

        Browser third = console.browser();
        console.scan(third, "c3");
        assertThat(console.post(third, "/sign-in/browser", Map.of("code", code)).statusCode())
                .as("used")
                .isEqualTo(403);
        String next = ConsoleUnderTest.code(console.write(owner, "/administrators/code", Map.of("id", id)));
        for (int i = 0; i < 5; i++) {
            console.post(third, "/sign-in/browser", Map.of("code", "BBBBBBBB"));
        }
        assertThat(console.post(third, "/sign-in/browser", Map.of("code", next)).statusCode())
                .as("the sixth try")
                .isEqualTo(403);
        String late = ConsoleUnderTest.code(console.write(owner, "/administrators/code", Map.of("id", id)));
        console.clock.advance(Duration.ofMinutes(9));
        console.scan(third, "c4");
        console.clock.advance(Duration.ofMinutes(2));
        assertThat(console.post(third, "/sign-in/browser", Map.of("code", late)).statusCode())
                .as("late")
                .isEqualTo(403);
    }

    @Test
    void personWithoutDuty_getsNothing() {
        console.owner("c1");
        console.scansAs("Stranger");
        Browser stranger = console.browser();

        assertThat(console.scan(stranger, "c2").statusCode()).isEqualTo(403);
        assertThat(stranger.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("5B: with WeChat and the database away the link still opens, and the overview says what is wrong")
    void link_worksWithoutWeChatAndDatabase(@TempDir Path other) throws Exception {
        try (Ports.Closed nobody = new Ports.Closed();
                ConsoleUnderTest away = new ConsoleUnderTest(
                        other,
                        "everybody, database: { url: \"jdbc:postgresql://127.0.0.1:" + nobody.number()
                                + "/saoma\" } }\n#",
                        "")) {
            away.wechat.close();
            Browser browser = away.browser();

            assertThat(away.enter(browser, away.link()).statusCode()).isEqualTo(303);

            assertThat(browser.get("/").body()).contains("data-page=\"overview\"", "用户目录的数据库没有响应");
            assertThat(browser.get("/people").statusCode()).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("5B, Security 6: failed entries are limited per address")
    void failedEntries_areLimited(@TempDir Path other) {
        try (ConsoleUnderTest proxied = new ConsoleUnderTest(other, "everybody", "trustedProxies: [127.0.0.1]\n")) {
            String good = proxied.link();
            int tries = 0;
            int status;
            do {
                status = proxied.browser()
                        .post(
                                "/enter",
                                Map.of("link", "A".repeat(60)),
                                "Sec-Fetch-Site",
                                "same-origin",
                                "X-Forwarded-For",
                                "203.0.113.7")
                        .statusCode();
            } while (status == 403 && ++tries < 1000);

            assertThat(status).isEqualTo(429);
            assertThat(proxied.browser()
                            .post(
                                    "/enter",
                                    Map.of("link", good),
                                    "Sec-Fetch-Site",
                                    "same-origin",
                                    "X-Forwarded-For",
                                    "203.0.113.8")
                            .statusCode())
                    .as("another address")
                    .isEqualTo(303);
        }
    }

    @Test
    @DisplayName("5B, Security 1: nothing of the console answers on the login page's listener, and the other way round")
    void listeners_haveNothingInCommon() {
        Browser page = new Browser(console.issuer);
        for (var row : dev.saoma.page.console.ConsoleTable.rows()) {
            if (!row.path().equals("/")) {
                assertThat(page.get(row.path().replace("{id}", "oPerson")).statusCode())
                        .as(row.path())
                        .isEqualTo(404);
            }
        }
        Browser browser = console.browser();
        for (String path : List.of("/authorize", "/token", "/jwks", "/health/live", "/metrics", "/invite")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
