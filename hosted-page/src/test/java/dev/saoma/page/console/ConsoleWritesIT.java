package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Api;
import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.database.Duty;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each write of the console's table against each thing that must refuse it. A new row is in here by being in the table. */
@Timeout(300)
class ConsoleWritesIT {
    private static final List<Row> WRITES =
            ConsoleTable.rows().stream().filter(Row::write).toList();

    /** Writes that are about no person, administrator or token that there is. */
    private static final List<String> NAMES_NOBODY = List.of(
            "/sign-out",
            "/test/begin",
            "/wechat/look",
            "/wechat/change",
            "/wechat/remove",
            "/look/save",
            "/settings/compare",
            "/settings/apply",
            "/people/approve",
            "/people/invite",
            "/administrators/me",
            "/administrators/tokens/make",
            "/applications/create");

    private static final String ACCOUNT_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser owner;
    private String administrator;
    private String clientSecret;

    @BeforeEach
    void start() {
        console = new ConsoleUnderTest(directory, "everybody", "");
        owner = console.owner("c1");
        administrator = ids(owner);
        HttpResponse<String> made = console.write(
                owner,
                "/applications/create",
                Map.of(
                        "kind",
                        "library",
                        "clientId",
                        "wiki",
                        "name",
                        "Wiki",
                        "redirectUris",
                        PageUnderTest.CRM_CALLBACK));
        clientSecret = ConsoleUnderTest.code(made);
        assertThat(clientSecret).hasSize(43);
    }

    /** The number of an administrator, such as the only one. */
    private static String ids(Browser browser) {
        return browser.get("/administrators")
                .body()
                .replaceAll("(?s).*/administrators/one\\?id=([A-Za-z0-9]+).*", "$1");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    /** All that any form of the console sends, right as far as can be. */
    private Map<String, String> form(Row row) {
        Map<String, String> form = values(row);
        if (row.versioned() && row.path().startsWith("/applications")) {
            form.put(
                    "version",
                    owner.get("/applications/edit?id=wiki")
                            .body()
                            .replaceAll("(?s).*name=\"version\" value=\"([0-9]+)\".*", "$1"));
        } else if (row.versioned()) {
            form.put("version", row.path().startsWith("/people") ? console.version(owner, WeChatStub.UNIONID) : "1");
        }
        return form;
    }

    private Map<String, String> values(Row row) {
        if (row.path().startsWith("/applications")) {
            return application(row, "wiki");
        }
        if (row.path().startsWith("/wechat/")) {
            return wechat();
        }
        boolean person = row.path().startsWith("/people");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", person || row.path().endsWith("/add") ? WeChatStub.UNIONID : administrator);
        form.put("gone", WeChatStub.UNIONID);
        form.put("number", "123456");
        form.put("name", "Name");
        form.put("give", "staff");
        form.put("duty", "auditor");
        form.put("browser", "none");
        form.put("typed", "张伟🎉");
        form.put("days", "30");
        return form;
    }

    /** Likewise, for the service account, which the file does not have. */
    private Map<String, String> wechat() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "officialAccount");
        form.put("appId", "wxfedcba9876543210");
        form.put("appSecret", ACCOUNT_SECRET);
        form.put("typed", console.issuer.getHost());
        return form;
    }

    /** Likewise, for an application. */
    private Map<String, String> application(Row row, String id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", id);
        form.put("clientId", row.path().endsWith("/create") ? id.replace("wiki", "another") : id);
        form.put("kind", "library");
        form.put("name", "Name");
        form.put("redirectUris", PageUnderTest.CRM_CALLBACK);
        form.put("typed", id);
        form.put(
                "secret",
                owner.get("/applications/one?id=wiki").body().replaceAll("(?s).*secret=([A-Za-z0-9]{10})\".*", "$1"));
        return form;
    }

    @Test
    @DisplayName("5B: console.readOnly refuses every write to settings, in the server; people stay editable")
    void readOnly_refusesEveryWriteToSettings() {
        Map<Row, Map<String, String>> forms = new LinkedHashMap<>();
        WRITES.stream().filter(Row::settings).forEach(row -> forms.put(row, form(row)));
        console.restart(yaml -> yaml.replace("console: { ", "console: { readOnly: true, "));
        owner = console.owner("c2");
        forms.forEach((row, form) -> {
            long before = console.audited(owner);
            HttpResponse<String> response = console.write(owner, row.path(), form);
            refused(row, "read-only", response, 403, before);
            assertThat(response.body()).contains("console.readOnly");
        });
        assertThat(owner.get("/applications").body()).contains("wiki").doesNotContain("/applications/new");
        assertThat(owner.get("/applications/edit?id=wiki").body())
                .contains("id=\"yaml\"", "clientSecret: ${env:WIKI_SECRET}");
        Map<String, String> rename =
                Map.of("id", WeChatStub.UNIONID, "name", "Name", "version", console.version(owner, WeChatStub.UNIONID));
        assertThat(console.write(owner, "/people/rename", rename).statusCode()).isEqualTo(303);
    }

    private void refused(Row row, String why, HttpResponse<String> response, int status, long before) {
        assertThat(response.statusCode()).as("%s, %s", row, why).isEqualTo(status);
        assertThat(console.audited(owner))
                .as("%s, %s: nothing is done", row, why)
                .isEqualTo(before);
    }

    @Test
    @DisplayName(
            "5B: no write takes GET, another site, a sibling, no form token, one of another session, or no session")
    void everyWrite_isRefusedFromElsewhere() {
        assertThat(WRITES).hasSizeGreaterThan(15);
        Browser other = console.browser();
        console.enter(other, console.link());
        String foreignToken = console.token(other);
        String token = console.token(owner);
        List<String> screens =
                ConsoleTable.rows().stream().filter(Row::screen).map(Row::path).toList();
        for (Row row : WRITES) {
            if (row.path().equals("/sign-out")) {
                continue; // Ends the session of this test where it is not refused; below.
            }
            long before = console.audited(owner);
            Map<String, String> good = form(row);
            good.put("token", token);
            int get = owner.get(row.path() + "?" + Browser.query(good)).statusCode();
            assertThat(get)
                    .as("%s by GET", row)
                    .isIn(screens.contains(row.path()) ? List.of(200, 403, 404, 409) : List.of(405));
            assertThat(console.audited(owner)).as("%s by GET", row).isEqualTo(before);
            for (String site : List.of("cross-site", "same-site", "none")) {
                refused(row, site, owner.post(row.path(), good, "Sec-Fetch-Site", site), 403, before);
            }
            refused(row, "no origin", owner.post(row.path(), good), 403, before);
            refused(
                    row,
                    "another origin",
                    owner.post(row.path(), good, "Origin", console.issuer.toString()),
                    403,
                    before);
            Map<String, String> without = form(row);
            refused(row, "no token", console.post(owner, row.path(), without), 403, before);
            without.put("token", foreignToken);
            refused(row, "another session's token", console.post(owner, row.path(), without), 403, before);
            refused(row, "no session", console.post(console.browser(), row.path(), good), 401, before);
        }
        assertThat(console.post(owner, "/sign-out", Map.of()).statusCode()).isEqualTo(403);
        assertThat(owner.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("5B: no write to a row takes an old version, or none")
    void everyWriteToARow_isRefusedWithAnOldVersion() {
        List<Row> versioned = WRITES.stream().filter(Row::versioned).toList();
        assertThat(versioned).hasSizeGreaterThan(8);
        console.scansAs("Guest"); // A person who is no administrator.
        Browser guest = console.browser();
        console.scan(guest, "g1");
        for (Row row : versioned) {
            long before = console.audited(owner);
            Map<String, String> form = form(row);
            if (row.path().startsWith("/people")) {
                form.put("id", "oUnionGuest");
                form.put("typed", row.path().equals("/people/merge") ? "张伟🎉" : "Guest");
            }
            for (String version : List.of("", "0", "999", "-1", "x")) {
                form.put("version", version);
                refused(row, "version " + version, console.write(owner, row.path(), form), 409, before);
            }
        }
    }

    @Test
    @DisplayName("5B: no write takes an administrator whose duty does not include it; a screen neither")
    void everyRow_isRefusedToOtherDuties() {
        Map<Duty, Browser> browsers = new LinkedHashMap<>();
        browsers.put(Duty.OWNER, owner);
        browsers.put(Duty.OPERATOR, console.administrator(owner, "Op", "operator", "d"));
        browsers.put(Duty.AUDITOR, console.administrator(owner, "Au", "auditor", "e"));
        List<String> checked = new ArrayList<>();
        for (Row row : ConsoleTable.rows()) {
            browsers.forEach((duty, browser) -> {
                if (row.duties().contains(duty) || !row.write() && !row.screen()) {
                    return;
                }
                long before = console.audited(owner);
                HttpResponse<String> response = row.write()
                        ? console.write(browser, row.path(), form(row))
                        : browser.get(row.path() + "?id=" + administrator);
                refused(row, duty.code(), response, 403, before);
                checked.add(duty + " " + row);
            });
        }
        assertThat(checked)
                .contains("AUDITOR POST /people/block", "OPERATOR POST /administrators/duty", "OWNER GET /audit.csv");
        assertThat(checked).hasSizeGreaterThan(20);
    }

    @Test
    @DisplayName(
            "5B, Security 3: what is dangerous takes the name, typed; an owner's takes a scan not older than five minutes")
    void dangerousWrites_takeProof() {
        for (Row row : WRITES.stream().filter(Row::typed).toList()) {
            long before = console.audited(owner);
            for (String typed : List.of("", "张伟", "x")) {
                Map<String, String> form = form(row);
                form.put("typed", typed);
                int status = row.path().equals("/administrators/orders/confirm") ? 404 : 422; // None waits here.
                refused(row, "typed " + typed, console.write(owner, row.path(), form), status, before);
            }
        }
        console.clock.advance(Duration.ofMinutes(6));
        List<Row> owners = WRITES.stream().filter(Row::freshScan).toList();
        assertThat(owners).hasSize(7);
        for (Row row : owners) {
            long before = console.audited(owner);
            refused(row, "an old scan", console.write(owner, row.path(), form(row)), 403, before);
        }
    }

    @Test
    @DisplayName("5B: an owner of one pool reaches nothing of another, by any write, form or session")
    void otherPool_isNotThere(@TempDir Path two) {
        try (ConsoleUnderTest pools = ConsoleUnderTest.withTwoPools(two)) {
            pools.scansAs("First");
            Browser first = pools.ownerOf("first", "p1");
            pools.scansAs("Other");
            Browser other = pools.ownerOf("other", "p2");
            String foreign = ids(other);
            Browser moved = pools.browser();
            first.cookies.forEach((name, value) -> moved.cookies.put(name, value.replaceFirst("^first\\.", "other.")));
            assertThat(moved.get("/").statusCode())
                    .as("the cookie under the other pool's name")
                    .isEqualTo(303);
            assertThat(first.get("/people").body()).doesNotContain("oUnionOther");
            List<String> checked = new ArrayList<>();
            for (Row row : WRITES) {
                boolean person = row.path().startsWith("/people") || row.path().endsWith("/add");
                if (NAMES_NOBODY.contains(row.path())) {
                    continue;
                }
                long before = pools.audited(other);
                long own = pools.audited(first);
                Map<String, String> form = values(row);
                form.put("id", person ? "oUnionOther" : foreign);
                form.put("gone", "oUnionOther");
                form.put("typed", row.path().startsWith("/applications") ? form.get("id") : "Other");
                if (row.versioned()) {
                    form.put("version", person ? pools.version(other, "oUnionOther") : "1");
                }
                HttpResponse<String> response = pools.write(first, row.path(), form);
                assertThat(response.statusCode()).as(row.toString()).isIn(404, 409);
                assertThat(pools.audited(other)).as(row.toString()).isEqualTo(before);
                assertThat(pools.audited(first)).as(row.toString()).isEqualTo(own);
                checked.add(row.path());
            }
            assertThat(checked)
                    .contains("/people/erase", "/administrators/duty")
                    .hasSizeGreaterThan(12);
            apiOfOtherPool_isNotThere(pools, first, other);
        }
    }

    private static void apiOfOtherPool_isNotThere(ConsoleUnderTest pools, Browser first, Browser other) {
        String token = pools.apiToken(first, "owner");
        assertThat(pools.api(token.replace("saoma.first.", "saoma.other."), "GET", "/api/v1/people", null)
                        .statusCode())
                .as("the token under the other pool's name")
                .isEqualTo(401);
        assertThat(pools.api(token, "GET", "/api/v1/people", null).body())
                .contains("oUnionFirst")
                .doesNotContain("oUnionOther");
        for (Row row : ConsoleTable.rows()) {
            if (row.api() != Api.NONE && row.path().contains("{id}")) {
                long before = pools.audited(other);
                String path = row.path().replace("{id}", "oUnionOther");
                String body = row.members().contains("gone")
                        ? "{\"gone\":\"oUnionFirst\"}"
                        : row.members().contains("give") ? "{\"give\":[\"staff\"]}" : null;
                int status = pools.api(token, row.method(), path, body, "If-Match", "\"1\"")
                        .statusCode();
                assertThat(status).as(row.toString()).isEqualTo(404);
                assertThat(pools.audited(other)).as(row.toString()).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("5B: all answers, logs, audit rows and exports searched for every secret in use: none")
    void secrets_areNowhere() throws Exception {
        try (LogLines log = new LogLines()) {
            String link = console.link();
            console.enter(console.browser(), link);
            Browser auditor = console.administrator(owner, "Au", "auditor", "e");
            Map<String, String> account = wechat();
            account.put("version", "1");
            assertThat(console.write(owner, "/wechat/change", account).statusCode())
                    .isEqualTo(303);
            List<String> secrets = new ArrayList<>(List.of(
                    PageUnderTest.APP_SECRET,
                    ACCOUNT_SECRET,
                    PageUnderTest.CRM_SECRET,
                    clientSecret,
                    WeChatStub.TOKEN,
                    link.substring(link.indexOf('#') + 1),
                    Files.readString(directory.resolve("cookie.key")).strip()));
            owner.cookies.values().forEach(value -> secrets.add(value.substring(value.indexOf('.') + 1)));
            List<String> answers = new ArrayList<>();
            for (Row row : ConsoleTable.rows()) {
                if (row.method().equals("GET")
                        && row.api() == Api.NONE
                        && !row.path().equals("/callback")) {
                    String query =
                            row.path().startsWith("/people/") || row.path().contains("begin")
                                    ? "?id=" + WeChatStub.UNIONID + "&gone=oUnionAu"
                                    : "?id=" + administrator;
                    if (row.path().startsWith("/wechat/")) {
                        query = "?id=officialAccount";
                    } else if (row.path().startsWith("/applications/")) {
                        query = "?kind=war&id=wiki&secret="
                                + application(row, "wiki").get("secret");
                    }
                    String address = row.path().startsWith("/sign-ins") ? row.path() : row.path() + query;
                    answers.add(owner.get(address).body());
                    answers.add(auditor.get(address).body());
                }
            }
            assertThat(answers.toString()).contains("data-page=\"audit\"", "browser-known", "administrator-added");
            for (String secret : secrets) {
                assertThat(answers.toString()).doesNotContain(secret);
                assertThat(log.with(secret)).isEmpty();
            }
        }
    }
}
