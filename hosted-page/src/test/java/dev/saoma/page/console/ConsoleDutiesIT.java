package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Api;
import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console with {@code separateDuties: true}: an owner, and an operator who was confirmed from the shell. */
@Timeout(300)
class ConsoleDutiesIT {
    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser owner;
    private Browser operator;

    @BeforeEach
    void start() {
        console = ConsoleUnderTest.with(directory, ", separateDuties: true");
        owner = console.owner("c1");
        operator = added("Op", "operator", "d", shell());
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private Browser shell() {
        Browser shell = console.browser();
        console.enter(shell, console.link());
        return shell;
    }

    /** Signs in at an application, so that the page knows the person. */
    private void arrives(String name, String code) {
        console.scansAs(name);
        Browser browser = new Browser(console.issuer);
        assertThat(browser.callback(browser.begin(Browser.crm()), code).statusCode())
                .isEqualTo(303);
    }

    private String order(Browser browser) {
        return browser.get("/administrators/requests")
                .body()
                .replaceAll("(?s).*name=\"id\" value=\"([A-Za-z0-9]+)\".*", "$1");
    }

    private HttpResponse<String> confirm(Browser browser, String name) {
        return console.write(browser, "/administrators/requests/confirm", Map.of("id", order(browser), "typed", name));
    }

    /** Returns an administrator whom the owner orders and the second one confirms; enters by a scan and eight characters. */
    private Browser added(String name, String duty, String code, Browser second) {
        arrives(name, code + "0");
        HttpResponse<String> ordered =
                console.write(owner, "/administrators/add", Map.of("id", "oUnion" + name, "duty", duty));
        assertThat(Browser.location(ordered).getPath()).as(ordered.body()).isEqualTo("/administrators/requests");
        HttpResponse<String> confirmed = confirm(second, name);
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(303);
        console.clock.advance(Duration.ofSeconds(1));
        Browser browser = console.browser();
        assertThat(console.scan(browser, code + "1").body()).contains("/sign-in/browser");
        String id = java.util.regex.Pattern.compile("/administrators/one\\?id=([A-Za-z0-9]+)\"><bdi>" + name)
                .matcher(owner.get("/administrators").body())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        String characters = ConsoleUnderTest.code(console.write(owner, "/administrators/code", Map.of("id", id)));
        assertThat(console.post(browser, "/sign-in/browser", Map.of("code", characters))
                        .statusCode())
                .isEqualTo(200);
        return browser;
    }

    private Map<String, String> person(Browser browser, String name) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("id", "oUnion" + name, "typed", name, "why", "x"));
        form.put("version", console.version(browser, "oUnion" + name));
        return form;
    }

    @Test
    @DisplayName("5B, separateDuties: an owner decides about administrators only, an operator about people only")
    void duties_areSeparate() {
        arrives("Guest", "g1");
        Map<String, String> form = person(operator, "Guest");
        int refused = 0;
        for (Row row : ConsoleTable.rows()) {
            if (row.api() == Api.NONE
                    && row.write()
                    && !row.separateDuties().contains(dev.saoma.page.database.Duty.OWNER)) {
                assertThat(console.write(owner, row.path(), form).statusCode())
                        .as(row.toString())
                        .isEqualTo(403);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(9);
        assertThat(console.write(
                                operator,
                                "/administrators/tokens/make",
                                Map.of("name", "a", "duty", "auditor", "days", "9"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(owner.get("/people/person?id=oUnionGuest").body())
                .doesNotContain("action=\"/people/block\"", "/people/roles");

        assertThat(console.write(operator, "/people/block", form).statusCode()).isIn(200, 303);
        assertThat(operator.get("/people/person?id=oUnionGuest").body()).contains("state blocked");
    }

    @Test
    @DisplayName(
            "5B, separateDuties: administrators cannot confirm their own order, and it needs the name and a scan of five minutes")
    void erasing_needsASecond() {
        arrives("Guest", "g1");
        HttpResponse<String> ordered = console.write(operator, "/people/erase", person(operator, "Guest"));
        assertThat(Browser.location(ordered).getPath()).isEqualTo("/administrators/requests");
        assertThat(operator.get("/people/person?id=oUnionGuest").statusCode()).isEqualTo(200);
        assertThat(operator.get("/administrators/requests").body()).doesNotContain("/administrators/requests/confirm?");
        assertThat(owner.get("/").body()).contains("/administrators/requests");

        assertThat(confirm(operator, "Guest").body()).contains("这是您自己提出的");
        assertThat(confirm(owner, "Other").statusCode()).isEqualTo(422);
        assertThat(owner.get("/administrators/requests/confirm?id=" + order(owner))
                        .body())
                .contains("Guest");
        console.clock.advance(Duration.ofMinutes(6));
        assertThat(confirm(owner, "Guest").statusCode()).isEqualTo(403);
        console.scansAsAtFirst();
        console.scan(owner, "again");

        assertThat(confirm(owner, "Guest").statusCode()).isEqualTo(303);

        assertThat(operator.get("/people/person?id=oUnionGuest").statusCode()).isEqualTo(404);
        assertThat(owner.get("/audit").body()).contains("提出操作", "确认操作", "删除人员");
        assertThat(owner.get("/audit?verify=1").body()).contains("审计记录完整");
    }

    @Test
    @DisplayName("5B, separateDuties: after a day an order is gone, and nothing was done")
    void order_expires() {
        arrives("Guest", "g1");
        console.write(operator, "/people/erase", person(operator, "Guest"));
        String id = order(operator);
        console.clock.advance(Duration.ofHours(24));
        console.scansAsAtFirst();
        console.scan(owner, "again");

        assertThat(console.write(owner, "/administrators/requests/confirm", Map.of("id", id, "typed", "Guest"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(owner.get("/people/person?id=oUnionGuest").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "5B, separateDuties: a duty changes only by a second, and the shell does not make another owner by itself")
    void duty_needsASecond() {
        Browser auditor = added("Au", "auditor", "e", operator);
        String id = auditor.get("/administrators").body().replaceAll("(?s).*id=([A-Za-z0-9]+)\"><bdi>Au<.*", "$1");
        console.write(owner, "/administrators/duty", Map.of("id", id, "version", "1", "duty", "operator"));
        assertThat(auditor.get("/people/block?id=oUnionOp").statusCode())
                .as("only ordered")
                .isEqualTo(403);
        assertThat(console.write(auditor, "/administrators/requests/confirm", Map.of("id", order(owner), "typed", "Au"))
                        .statusCode())
                .as("an auditor changes nothing")
                .isEqualTo(403);
        assertThat(confirm(operator, "Au").statusCode()).isEqualTo(303);
        assertThat(auditor.get("/people/block?id=oUnionOp").statusCode()).isEqualTo(200);

        Browser shell = shell();
        console.scansAs("Intruder");
        console.scan(shell, "i1");
        HttpResponse<String> me = console.write(shell, "/administrators/me", Map.of());
        assertThat(Browser.location(me).getPath()).isEqualTo("/administrators/requests");
        assertThat(owner.get("/administrators").body()).doesNotContain("Intruder");
        assertThat(confirm(shell, "Intruder").body()).contains("这是您自己提出的");
    }

    @Test
    @DisplayName("5B, separateDuties: a token only reads, orders that wait included")
    void tokens_onlyRead() {
        arrives("Guest", "g1");
        String token = console.apiToken(owner, "operator");
        console.write(operator, "/people/erase", person(operator, "Guest"));
        assertThat(console.api(token, "GET", "/api/v1/pending-requests", null).body())
                .contains("erase-person", "oUnionGuest");
        List<Row> writes = ConsoleTable.rows().stream()
                .filter(row -> row.api() == Api.WRITE)
                .toList();
        assertThat(writes).hasSizeGreaterThan(8);
        long before = console.audited(owner);
        for (Row row : writes) {
            HttpResponse<String> refused = console.api(
                    token, row.method(), row.path().replace("{id}", "oUnionGuest"), "{}", "If-Match", "\"1\"");
            assertThat(refused.statusCode()).as(row.toString()).isEqualTo(403);
            assertThat(refused.body()).contains("urn:saoma:problem:separate-duties");
        }
        assertThat(console.audited(owner)).isEqualTo(before);
    }
}
