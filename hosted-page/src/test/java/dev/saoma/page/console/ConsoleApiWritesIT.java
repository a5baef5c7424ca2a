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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each row of the API against everything that must refuse it. A new row is covered by being in the table. */
@Timeout(300)
class ConsoleApiWritesIT extends ConsoleFixture {
    private static final List<Row> ROWS =
            ConsoleTable.rows().stream().filter(row -> row.api() != Api.NONE).toList();
    private static final List<Row> WRITES =
            ROWS.stream().filter(row -> row.api() == Api.WRITE).toList();

    private static final String VALUES = "{\"name\":\"Till\",\"redirectUris\":[\"https://till.example.cn/callback\"]}";

    private String clientSecret;
    private final Map<Duty, String> tokens = new LinkedHashMap<>();

    @BeforeEach
    void start() {
        for (Duty duty : Duty.values()) {
            tokens.put(duty, console.apiToken(owner, duty.code()));
        }
        String till = "{\"clientId\":\"till\",\"values\":" + VALUES + "}";
        HttpResponse<String> made = console.api(tokens.get(Duty.OPERATOR), "POST", "/api/v1/applications", till);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        clientSecret = made.body().replaceAll("(?s).*\"secret\":\"([^\"]+)\".*", "$1");
        console.scansAs("Guest");
        Browser guest = new Browser(console.issuer);
        guest.callback(guest.begin(Browser.crm()), "g1");
    }

    private static String path(Row row) {
        return row.path().replace("{id}", row.path().contains("/applications/") ? "till" : "oUnionGuest");
    }

    /** Returns everything that any body of the API has, as valid as possible. */
    private static String body(Row row) {
        Map<String, String> ofPeople = Map.of(
                "why", "\"x\"",
                "name", "\"Name\"",
                "give", "[\"staff\"]",
                "take", "[]",
                "gone", "\"" + WeChatStub.UNIONID + "\"",
                "number", "\"123456\"",
                "roles", "[\"staff\"]",
                "days", "3",
                "note", "\"x\"");
        Map<String, String> ofApplications =
                Map.of("clientId", "\"till2\"", "values", VALUES, "othersEndAfterDays", "1", "secret", "\"none\"");
        Map<String, String> values = new LinkedHashMap<>(ofPeople);
        values.putAll(ofApplications);
        return row.members().stream()
                .filter(values::containsKey)
                .map(name -> "\"" + name + "\":" + values.get(name))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String version(Row row) {
        String of = row.path().contains("/applications") ? "/api/v1/applications/till" : "/api/v1/people/oUnionGuest";
        return console.api(tokens.get(Duty.OWNER), "GET", of, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private void refused(Row row, String why, HttpResponse<String> response, int status, long before) {
        assertThat(response.statusCode())
                .as("%s, %s: %s", row, why, response.body())
                .isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(console.audited(owner))
                .as("%s, %s: nothing is done", row, why)
                .isEqualTo(before);
    }

    /** Addresses that respond with a secret that has just been generated. */
    private static final List<String> SHOW_ONCE =
            List.of("/api/v1/invitations", "/api/v1/applications", "/api/v1/applications/{id}/secrets");

    @Test
    @DisplayName("5B: no row of the API takes another site, no token, a wrong one, a cookie, or a lesser token")
    void everyRow_isRefusedToOthers() {
        assertThat(WRITES).hasSizeGreaterThan(8);
        List<String> lesser = new ArrayList<>();
        for (Row row : ROWS) {
            long before = console.audited(owner);
            String version = version(row);
            String good = tokens.get(Duty.OWNER);
            String body = row.api() == Api.WRITE ? body(row) : null;
            String[] match = {"If-Match", version};
            for (String site : List.of("cross-site", "same-site")) {
                String[] headers = {"If-Match", version, "Sec-Fetch-Site", site};
                refused(row, site, console.api(good, row.method(), path(row), body, headers), 403, before);
            }
            String[] origin = {"If-Match", version, "Origin", "https://evil.example"};
            refused(row, "origin", console.api(good, row.method(), path(row), body, origin), 403, before);
            refused(row, "no token", console.api(null, row.method(), path(row), body, match), 401, before);
            for (String wrong :
                    List.of("x", good + "x", good.replace("saoma.default", "saoma.other"), "saoma.default.")) {
                refused(row, "wrong token", console.api(wrong, row.method(), path(row), body, match), 401, before);
            }
            String cookies = owner.cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            String[] cookie = {"If-Match", version, "Cookie", cookies};
            refused(row, "cookie", console.api(null, row.method(), path(row), body, cookie), 401, before);
            tokens.forEach((duty, token) -> {
                if (!row.duties().contains(duty)) {
                    HttpResponse<String> response = console.api(token, row.method(), path(row), body, match);
                    refused(row, duty.code(), response, 403, before);
                    lesser.add(duty + " " + row);
                }
            });
        }
        assertThat(lesser).hasSizeGreaterThan(8).contains("AUDITOR DELETE /api/v1/people/{id}");
    }

    @Test
    @DisplayName("5B: no write of the API takes another method, an old version or none, or a body that is not its own")
    void everyWrite_isRefusedAsItShould() {
        String token = tokens.get(Duty.OWNER);
        for (Row row : WRITES) {
            long before = console.audited(owner);
            for (String method : List.of("PUT", "PATCH", "GET", "DELETE", "POST", "HEAD")) {
                boolean known = ROWS.stream()
                        .anyMatch(other -> path(row).matches(other.path().replace("{id}", "[^/]+"))
                                && other.method().equals(method.equals("HEAD") ? "GET" : method));
                if (!known) {
                    int status = console.api(token, method, path(row), null).statusCode();
                    assertThat(status).as("%s by %s", row, method).isIn(404, 405);
                }
            }
            if (row.versioned()) {
                refused(row, "no version", console.api(token, row.method(), path(row), body(row)), 428, before);
                for (String version : List.of("\"0\"", "\"999\"", "7", "W/\"1\"", "\"1\", \"2\"", "\"x\"")) {
                    String[] match = {"If-Match", version};
                    refused(row, version, console.api(token, row.method(), path(row), body(row), match), 412, before);
                }
            }
            String[] match = {"If-Match", version(row)};
            refused(row, "member", console.api(token, row.method(), path(row), "{\"x\":1}", match), 422, before);
            refused(row, "not JSON", console.api(token, row.method(), path(row), "x=1", match), 400, before);
            String query = path(row) + "?why=x";
            refused(row, "query", console.api(token, row.method(), query, body(row), match), 422, before);
        }
        assertThat(console.audited(owner)).isGreaterThan(3);
    }

    @Test
    @DisplayName(
            "5B: with console.readOnly every write to settings is refused, on the screens and in the API; people stay editable")
    void readOnly_isKept(@TempDir Path other) {
        try (ConsoleUnderTest shown = ConsoleUnderTest.with(other, ", readOnly: true")) {
            Browser browser = shown.owner("c1");
            String token = shown.apiToken(browser, "owner");
            List<Row> settings =
                    ConsoleTable.rows().stream().filter(Row::settings).toList();
            assertThat(settings).isNotEmpty();
            long before = shown.audited(browser);
            for (Row row : settings) {
                HttpResponse<String> response = row.api() == Api.NONE
                        ? shown.write(browser, row.path(), Map.of("version", "1", "id", "crm", "typed", "crm"))
                        : shown.api(token, row.method(), path(row), body(row), "If-Match", "\"1\"");
                assertThat(response.statusCode()).as(row.toString()).isEqualTo(403);
                assertThat(shown.audited(browser)).as(row.toString()).isEqualTo(before);
            }
            HttpResponse<String> made = shown.api(token, "POST", "/api/v1/invitations", "{}");
            assertThat(made.statusCode()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName("5B, API: wrong tokens are limited per address; another address is not kept out")
    void wrongTokens_areLimited(@TempDir Path other) {
        try (ConsoleUnderTest proxied = new ConsoleUnderTest(other, "everybody", "trustedProxies: [127.0.0.1]\n")) {
            Browser shell = proxied.browser();
            proxied.enter(shell, proxied.link());
            String token = proxied.apiToken(shell, "auditor");
            String[] from = {"X-Forwarded-For", "203.0.113.7"};
            String wrong = "saoma.default." + "A".repeat(43);
            int tries = 0;
            HttpResponse<String> response;
            do {
                response = proxied.api(wrong, "GET", "/api/v1/people", null, from);
            } while (response.statusCode() == 401 && ++tries < 1000);

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            assertThat(proxied.api(token, "GET", "/api/v1/people", null, from).statusCode())
                    .as("also with a good one, or it would reveal a wrong one")
                    .isEqualTo(429);
            assertThat(proxied.api(token, "GET", "/api/v1/people", null, "X-Forwarded-For", "203.0.113.8")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("5B: answers of the API, refusals, logs, audit and exports searched for every secret in use: none")
    void secrets_areNowhere() throws Exception {
        try (LogLines log = new LogLines()) {
            String invited = console.api(tokens.get(Duty.OPERATOR), "POST", "/api/v1/invitations", "{\"note\":\"n\"}")
                    .body();
            String link = console.link();
            Browser shell = console.browser();
            console.enter(shell, link);
            Browser auditor = console.administrator(owner, "Au", "auditor", "e");
            List<String> secrets = new ArrayList<>(List.of(
                    PageUnderTest.APP_SECRET,
                    PageUnderTest.CRM_SECRET,
                    clientSecret,
                    WeChatStub.TOKEN,
                    link.substring(link.indexOf('#') + 1),
                    invited.replaceAll("(?s).*#([A-Za-z0-9_-]+)\".*", "$1"),
                    Files.readString(directory.resolve("cookie.key")).strip()));
            for (Browser browser : List.of(owner, shell, auditor)) {
                browser.cookies.values().forEach(value -> secrets.add(value.substring(value.indexOf('.') + 1)));
            }
            tokens.values().forEach(token -> secrets.add(token.substring(token.lastIndexOf('.') + 1)));
            List<String> formTokens = List.of(console.token(owner), console.token(shell), console.token(auditor));

            List<String> answers = new ArrayList<>();
            for (Row row : ROWS) {
                for (String token : tokens.values()) {
                    String body = row.api() == Api.WRITE ? body(row) : null;
                    boolean destroys =
                            row.method().equals("DELETE") || row.path().endsWith("/merge");
                    String match = destroys ? "\"0\"" : version(row);
                    if (body == null || !SHOW_ONCE.contains(row.path())) {
                        answers.add(console.api(token, row.method(), path(row), body, "If-Match", match)
                                .body());
                    }
                }
            }
            for (String screen : List.of(
                    "/",
                    "/people",
                    "/sign-ins",
                    "/sign-ins.csv",
                    "/audit",
                    "/administrators",
                    "/administrators/tokens",
                    "/administrators/requests",
                    "/settings",
                    "/settings/page.yaml",
                    "/wechat",
                    "/look",
                    "/applications",
                    "/applications/one?id=till")) {
                answers.add(owner.get(screen).body().replace(formTokens.get(0), ""));
            }
            answers.add(auditor.get("/audit.csv").body());
            String all = answers.toString();
            assertThat(all)
                    .contains(
                            "token-made", "oUnionGuest", "client-secret-made", "urn:saoma:problem:", "invitation-made");
            for (String secret : secrets) {
                assertThat(all).doesNotContain(secret);
                assertThat(log.with(secret)).isEmpty();
            }
            for (String formToken : formTokens) {
                assertThat(all).doesNotContain(formToken);
                assertThat(log.with(formToken)).isEmpty();
            }
        }
    }
}
