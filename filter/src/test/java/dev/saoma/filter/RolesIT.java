package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open what: the settings roles, rolesClaim and rolesFile. */
class RolesIT {
    private static final String RULES = "/admin/* = boss, owner-of-all\n/admin/help = *\n";

    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private TestApp app;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("roles.properties");
        Files.writeString(file, "# nobody yet\n");
        provider = new TestProvider(clock);
        app = new TestApp(
                provider,
                clock,
                Map.of(
                        "roles",
                        RULES,
                        "rolesClaim",
                        "groups",
                        "rolesFile",
                        file.toString(),
                        "apiPaths",
                        "/admin/api/*"));
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private void grant(String lines) throws IOException {
        Files.writeString(file, lines);
        clock.advance(Duration.ofSeconds(1));
    }

    private int status(String path) {
        return browser.open(app.url(path)).statusCode();
    }

    @Test
    void userWithoutTheRole_getsAPageThatSaysSo() {
        browser.visit(app.url("/a"));

        HttpResponse<String> page = browser.open(app.url("/admin/secret"));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("You may not open this page", app.url("/saoma/logout"));
        HttpResponse<String> chinese = browser.send(
                "GET", app.url("/admin/secret"), null, "Accept", "text/html", "Accept-Language", "zh-CN,zh;q=0.9");
        assertThat(chinese.body()).contains("您没有权限打开此页面");
        assertThat(status("/admin/help")).isEqualTo(200);
        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void programWithoutTheRole_getsJson() {
        browser.visit(app.url("/a"));

        HttpResponse<String> script = browser.send("GET", app.url("/admin/x"), null, "Sec-Fetch-Mode", "cors");
        assertThat(script.statusCode()).isEqualTo(403);
        assertThat(script.body()).isEqualTo("{\"error\":\"forbidden\"}");
        assertThat(browser.open(app.url("/admin/api/x")).body()).isEqualTo("{\"error\":\"forbidden\"}");
        HttpResponse<String> bearer = browser.send(
                "GET", app.url("/admin/x"), null, "Authorization", "Bearer " + provider.bearerToken(Map.of()));
        assertThat(bearer.statusCode()).isEqualTo(403);
        assertThat(bearer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void claimOfTheSettings_givesRoles() {
        provider.claims = all -> all.put("groups", List.of("boss", "clerk"));
        HttpResponse<String> page = browser.visit(app.url("/admin/secret"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("clerk=true", "admin=false");
    }

    @Test
    void anonymousUser_isAskedToSignInFirst() {
        assertThat(status("/admin/secret")).isEqualTo(302);
        assertThat(status("/admin/x.css"))
                .as("public *.css opens nothing under a rule")
                .isEqualTo(302);
    }

    @ParameterizedTest
    @DisplayName("P3 to P9 with a user who lacks the role: no spelling gets around a rule")
    @ValueSource(
            strings = {
                "//admin/secret",
                "/./admin/secret",
                "/x/../admin/secret",
                "/admin;x/secret",
                "/admin/secret;jsessionid=ABC",
                "/admin/secret;x=y",
                "/;x/admin/secret",
                "/%61dmin/secret",
                "/admin/help;x/../secret",
                "/admin/help/../secret",
                "/admin/%73ecret",
                "/admin/help;jsessionid=A/../secret"
            })
    void disguisedTarget_isNotPermitted(String target) throws Exception {
        browser.visit(app.url("/a"));
        String answer = RawHttp.send(
                app.port(),
                "GET /crm" + target + " HTTP/1.1",
                "Cookie: " + browser.cookieHeader(),
                "Accept: text/html");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|403|404|302) .*");
        assertThat(app.adminCalls).hasValue(0);
    }

    @Test
    @DisplayName("P4: ;jsessionid= of old links changes nothing")
    void oldLink_isJudgedByItsPath() throws Exception {
        grant(provider.subject + " = clerk");
        browser.visit(app.url("/a"));
        String answer = RawHttp.send(
                app.port(),
                "GET /crm/orders;jsessionid=ABC HTTP/1.1",
                "Cookie: " + browser.cookieHeader(),
                "Accept: text/html");
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    @DisplayName("P14: forwards are checked like requests")
    void forward_isChecked() {
        browser.visit(app.url("/a"));
        assertThat(status("/public/forward-to-admin")).isEqualTo(403);
        assertThat(status("/forward-to-admin")).isEqualTo(403);
        assertThat(app.adminCalls).hasValue(0);
    }

    @Test
    void rolesFile_isReadAgainWhenItChanges() throws IOException {
        browser.visit(app.url("/a"));
        assertThat(status("/admin/x")).isEqualTo(403);

        grant(provider.subject + " = boss, clerk\nsomebody\\:else = owner\n");
        assertThat(status("/admin/x")).isEqualTo(200);
        assertThat(browser.open(app.url("/a")).body()).contains("clerk=true");

        grant("somebody = boss\n");
        assertThat(status("/admin/x")).isEqualTo(403);
    }

    @Test
    void brokenRolesFile_changesNothing() throws IOException {
        browser.visit(app.url("/a"));
        grant(provider.subject + " = boss\n");
        assertThat(status("/admin/x")).isEqualTo(200);

        grant("broken = \\u00zz\n");
        assertThat(status("/admin/x")).isEqualTo(200);
        Files.delete(file);
        clock.advance(Duration.ofSeconds(1));
        assertThat(status("/admin/x")).isEqualTo(200);
        grant("nobody = boss\n");
        assertThat(status("/admin/x")).isEqualTo(403);
    }
}
