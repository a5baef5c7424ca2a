package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.database.Duty;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each write of the console's table against everything that must refuse it. A new row is covered by being in the table. */
@Timeout(300)
class ConsoleWritesIT extends ConsoleWritesFixture {
    private static final Pattern SCAN = Pattern.compile("href=\"(/sign-in/begin[^\"]*)\"");
    private static final Pattern NEXT = Pattern.compile("class=\"button primary\" href=\"([^\"]*)\"");

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
                continue; // Ends this test's session unless refused; see below.
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
                int status = row.path().equals("/administrators/requests/confirm") ? 404 : 422; // None is waiting.
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
    @DisplayName("a scan that a form has asked for leads back to that form")
    void freshScan_leadsBackToTheForm() {
        int scans = 0;
        for (Row row : WRITES.stream().filter(Row::freshScan).toList()) {
            Map<String, String> form = form(row);
            console.clock.advance(Duration.ofMinutes(6));
            Matcher link = SCAN.matcher(console.write(owner, row.path(), form).body());
            assertThat(link.find()).as("%s offers a scan", row).isTrue();

            URI authorize = Browser.location(owner.get(link.group(1)));
            Matcher next = NEXT.matcher(
                    console.comeBack(owner, authorize, "again" + ++scans).body());

            assertThat(next.find()).as("%s continues", row).isTrue();
            HttpResponse<String> screen = owner.get(next.group(1));
            if (row.path().equals("/administrators/requests/confirm")) {
                assertThat(next.group(1)).isEqualTo(row.path() + "?id=" + form.get("id")); // None is waiting.
            } else if (row.path().equals("/administrators/add")) {
                assertThat(next.group(1)).isEqualTo("/people/person?id=" + form.get("id")); // Already is one.
            } else if (row.path().equals("/wechat/remove")) {
                assertThat(next.group(1)).isEqualTo("/wechat/remove?id=officialAccount"); // Nothing is there.
            } else {
                assertThat(screen.body()).as("%s", row).contains("action=\"" + row.path() + "\"");
            }
        }
    }
}
