package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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

/** What a program does by the console's API. */
@Timeout(300)
class ConsoleApiIT {
    private static final String PERSON = "/api/v1/people/oUnionGuest";

    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser owner;
    private String token;

    @BeforeEach
    void start() {
        console = new ConsoleUnderTest(directory, "everybody", "");
        owner = console.owner("c1");
        token = console.apiToken(owner, "operator");
        console.scansAs("Guest");
        Browser guest = new Browser(console.issuer);
        guest.callback(guest.begin(Browser.crm()), "g1");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private String version() {
        return console.api(token, "GET", PERSON, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private void problem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = json(response);
        assertThat(problem.get("type").getAsString()).isEqualTo("urn:saoma:problem:" + type);
        assertThat(problem.get("status").getAsInt()).isEqualTo(status);
        assertThat(problem.get("title").getAsString()).isNotBlank();
    }

    @Test
    @DisplayName(
            "5B, API: what the forms do: block, let in again, roles, name, sessions, and who did it is in the audit")
    void writes_reachThePerson() {
        HttpResponse<String> blocked =
                console.api(token, "POST", PERSON + "/block", "{\"why\":\"left\"}", "If-Match", version());

        assertThat(blocked.statusCode()).as(blocked.body()).isEqualTo(200);
        assertThat(json(blocked).get("state").getAsString()).isEqualTo("blocked");
        assertThat(json(blocked).get("withoutLogoutTokens").toString()).contains("crm");
        Browser guest = new Browser(console.issuer);
        assertThat(guest.callback(guest.begin(Browser.crm()), "g2").statusCode())
                .isEqualTo(403);
        assertThat(console.api(token, "POST", PERSON + "/unblock", null, "If-Match", version())
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> roles = console.api(
                token, "POST", PERSON + "/roles", "{\"give\":[\"staff\",\"crm:admin\"]}", "If-Match", version());
        assertThat(json(roles).get("roles").toString()).contains("staff", "crm:admin");
        HttpResponse<String> named =
                console.api(token, "POST", PERSON + "/rename", "{\"name\":\"李娜\"}", "If-Match", version());
        assertThat(json(named).get("name").getAsString()).isEqualTo("李娜");
        assertThat(console.api(token, "POST", PERSON + "/end-sessions", "{}", "If-Match", version())
                        .statusCode())
                .isEqualTo(200);
        assertThat(console.api(token, "DELETE", PERSON, null, "If-Match", version())
                        .statusCode())
                .isEqualTo(200);
        problem(console.api(token, "GET", PERSON, null), 404, "not-found");
        assertThat(owner.get("/audit").body()).contains("token:", "Script operator", "删除人员");
        assertThat(owner.get("/audit?verify=1").body()).contains("审计记录完整");
    }

    @Test
    @DisplayName("5B, API: an invitation is made with its link, once; the list of invitations has no secret")
    void invitation_isMadeOnce() {
        HttpResponse<String> made =
                console.api(token, "POST", "/api/v1/invitations", "{\"roles\":[\"staff\"],\"days\":3,\"note\":\"Li\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String secret = json(made).get("link").getAsString().replaceAll(".*#", "");

        String list = console.api(token, "GET", "/api/v1/invitations", null).body();

        assertThat(list).contains("staff", "Li").doesNotContain(secret);
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("5B, API: If-Match is needed, and an old version changes nothing")
    void oldVersion_isRefused() {
        String version = version();
        problem(console.api(token, "POST", PERSON + "/admit", null), 428, "version-required");
        problem(console.api(token, "POST", PERSON + "/admit", null, "If-Match", "*"), 428, "version-required");
        console.api(token, "POST", PERSON + "/admit", null, "If-Match", version);

        problem(console.api(token, "POST", PERSON + "/block", null, "If-Match", version), 412, "version");
        problem(console.api(token, "POST", PERSON + "/block", null, "If-Match", "W/" + version()), 412, "version");
        assertThat(json(console.api(token, "GET", PERSON, null)).get("state").getAsString())
                .isEqualTo("active");
    }

    @Test
    @DisplayName("5B, API: what is not strict JSON, not expected, or too long is refused with what was expected")
    void badBodies_areRefused() {
        String path = PERSON + "/rename";
        String[] version = {"If-Match", version()};
        for (String body : List.of("", "[]", "{\"name\":\"a\",\"name\":\"b\"}", "{name:1}", "{}x", "{\"name\":'a'}")) {
            problem(console.api(token, "POST", path, body, version), 400, "malformed");
        }
        for (String body : List.of(
                "{\"nmae\":\"a\"}",
                "{\"name\":1}",
                "{\"name\":[\"a\"]}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"\\ud800\"}")) {
            problem(console.api(token, "POST", path, body, version), 422, "invalid");
        }
        problem(console.api(token, "POST", path, "{\"name\":\"" + "a".repeat(9000) + "\"}", version), 413, "too-large");
        problem(console.api(token, "POST", path + "?name=a", "{}", version), 422, "invalid");
        problem(console.api(token, "POST", PERSON + "/roles", "{\"give\":[\"a b\"]}", version), 422, "invalid");
        problem(console.api(token, "POST", PERSON + "/roles", "{\"give\":\"a\"}", version), 422, "invalid");
        HttpResponse<String> form = console.browser()
                .post(path, Map.of("name", "a"), "Authorization", "Bearer " + token, "If-Match", version[1]);
        problem(form, 415, "media-type");
        for (String query : List.of("stat=active", "state=gone", "name=a&name=b", "name=a&role=b", "after=nobody")) {
            HttpResponse<String> refused = console.api(token, "GET", "/api/v1/people?" + query, null);
            assertThat(refused.statusCode()).as(query).isIn(409, 422);
        }
        problem(console.api(token, "GET", "/api/v1/sign-ins?days=0", null), 422, "invalid");
        problem(console.api(token, "GET", "/api/v1/sign-ins?after=x", null), 422, "invalid");
        problem(console.api(token, "POST", "/api/v1/people/approve", "{\"number\":\"12\"}"), 422, "invalid");
        problem(console.api(token, "POST", "/api/v1/people/approve", "{\"number\":\"123456\"}"), 409, "refused");
        assertThat(version()).as("nothing was changed").isEqualTo(version[1]);
    }

    @Test
    @DisplayName("5B, API: other addresses and methods: 404, and 405 with Allow; there is no CORS")
    void otherAddresses_areRefused() {
        problem(console.api(token, "GET", "/api/v1/tokens", null), 404, "not-found");
        problem(console.api(token, "GET", "/api/v2/people", null), 404, "not-found");
        HttpResponse<String> method = console.api(token, "PUT", PERSON, "{}");
        problem(method, 405, "method");
        assertThat(method.headers().firstValue("Allow").orElseThrow()).contains("GET", "DELETE");
        HttpResponse<String> preflight = console.api(
                null,
                "OPTIONS",
                PERSON,
                null,
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "GET");
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(console.api(token, "GET", "/api/v1/people", null, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("5B, API: a cookie opens nothing of it, and a token no screen")
    void cookieAndToken_doNotOpenTheOther() {
        HttpResponse<String> withCookie = owner.get("/api/v1/people");
        problem(withCookie, 401, "no-token");
        assertThat(withCookie.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer ");
        HttpResponse<String> screen = console.browser().get("/people", "Authorization", "Bearer " + token);
        assertThat(screen.statusCode()).isEqualTo(303);
        HttpResponse<String> query = console.api(null, "GET", "/api/v1/people?access_token=" + token, null);
        problem(query, 401, "no-token");
    }

    @Test
    @DisplayName(
            "5B, API: a token ends at its time, or at once when an owner ends it; wrong ones are limited per address")
    void token_ends() {
        String list = owner.get("/administrators/tokens").body();
        assertThat(list).contains("Script operator").doesNotContain(token.substring(token.lastIndexOf('.') + 1));
        String id = list.replaceAll("(?s).*name=\"id\" value=\"([A-Za-z0-9]+)\".*", "$1");
        assertThat(console.api(token, "GET", "/api/v1/people", null).statusCode())
                .isEqualTo(200);

        assertThat(console.write(owner, "/administrators/tokens/end", Map.of("id", id))
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> ended = console.api(token, "GET", "/api/v1/people", null);
        problem(ended, 401, "wrong-token");
        assertThat(ended.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");

        String late = console.apiToken(owner, "auditor");
        console.clock.advance(Duration.ofDays(31));
        problem(console.api(late, "GET", "/api/v1/people", null), 401, "wrong-token");
    }

    @Test
    void token_isNotMadeForMoreThanAYear() {
        for (String days : List.of("0", "366", "999", "x", "-1")) {
            HttpResponse<String> refused = console.write(
                    owner, "/administrators/tokens/make", Map.of("name", "a", "duty", "owner", "days", days));
            assertThat(refused.statusCode()).as(days).isIn(400, 409);
        }
        assertThat(owner.get("/administrators/tokens").body().split("token:"))
                .as("the one made before")
                .hasSize(2);
    }

    @Test
    @DisplayName("5B, API: lists go on page by page by the address in next, without a row twice")
    void lists_goOnByNext() {
        for (int i = 0; i < 101; i++) {
            HttpResponse<String> made = console.api(token, "POST", "/api/v1/invitations", "{\"note\":\"n" + i + "\"}");
            assertThat(made.statusCode()).isEqualTo(201);
        }
        HttpResponse<String> first = console.api(token, "GET", "/api/v1/invitations", null);
        String next = json(first).get("next").getAsString();
        assertThat(first.headers().firstValue("Link")).contains("<" + next + ">; rel=\"next\"");
        HttpResponse<String> second =
                console.api(token, "GET", next.substring(console.url.toString().length()), null);

        JsonArray more = json(second).getAsJsonArray("items");
        assertThat(json(first).getAsJsonArray("items")).hasSize(100).doesNotContainAnyElementsOf(more);
        assertThat(more).hasSize(1);
        assertThat(json(second).has("next")).isFalse();
        JsonObject audit = json(console.api(token, "GET", "/api/v1/audit", null));
        long last = audit.getAsJsonArray("items")
                .get(99)
                .getAsJsonObject()
                .get("number")
                .getAsLong();
        assertThat(audit.get("next").getAsString()).endsWith("/api/v1/audit?after=" + last);
        JsonObject signIns = json(console.api(token, "GET", "/api/v1/sign-ins?person=oUnionGuest", null));
        assertThat(signIns.getAsJsonArray("items").size()).isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("5B, API: an application is made, gets its secret once, is changed and removed; one of the file stays")
    void applications_areMadeBesideThoseOfTheFile() {
        String values = "{\"name\":\"<b>Till</b>\",\"redirectUris\":[\"https://till.example.cn/callback\"]}";
        HttpResponse<String> made =
                console.api(token, "POST", "/api/v1/applications", "{\"clientId\":\"till\",\"values\":" + values + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).get("secret").getAsString()).hasSizeGreaterThan(30);
        String one = "/api/v1/applications/till";
        HttpResponse<String> read = console.api(token, "GET", one, null);
        assertThat(json(read).has("secret")).isFalse();
        assertThat(json(read).getAsJsonArray("secrets")).hasSize(1);
        String version = read.headers().firstValue("ETag").orElseThrow();
        assertThat(version).isEqualTo(made.headers().firstValue("ETag").orElseThrow());

        String bad = "{\"values\":{\"name\":\"Till\",\"redirectUris\":[\"http://till.example.cn/*\"]}}";
        HttpResponse<String> refused = console.api(token, "PUT", one, bad, "If-Match", version);
        problem(refused, 422, "invalid");
        assertThat(json(refused).get("detail").getAsString()).contains("redirectUris");
        problem(console.api(token, "PUT", one, "{\"values\":[]}", "If-Match", version), 422, "invalid");
        String good = "{\"values\":" + values.replace("callback", "back") + "}";
        HttpResponse<String> changed = console.api(token, "PUT", one, good, "If-Match", version);
        assertThat(json(changed).get("values").toString()).contains("https://till.example.cn/back");
        problem(console.api(token, "PUT", one, good, "If-Match", version), 412, "version");
        String next = changed.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second =
                console.api(token, "POST", one + "/secrets", "{\"othersEndAfterDays\":7}", "If-Match", next);
        assertThat(json(second).getAsJsonArray("secrets")).hasSize(2);
        String ended = "{\"secret\":\"" + json(second).get("secretId").getAsString() + "\"}";
        HttpResponse<String> end = console.api(
                token,
                "POST",
                one + "/end-secret",
                ended,
                "If-Match",
                second.headers().firstValue("ETag").orElseThrow());
        assertThat(json(end).getAsJsonArray("secrets")).hasSize(1);
        assertThat(console.api(
                                token,
                                "DELETE",
                                one,
                                null,
                                "If-Match",
                                end.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(200);
        problem(console.api(token, "GET", one, null), 404, "not-found");

        HttpResponse<String> ofFile = console.api(token, "GET", "/api/v1/applications/crm", null);
        assertThat(ofFile.headers().firstValue("ETag")).isEmpty();
        assertThat(console.api(token, "GET", "/api/v1/applications", null).body())
                .contains("crm", "shop");
    }

    @Test
    @DisplayName("5B, API: what stands in the file is not changed by the API, and the answer names the line")
    void applicationOfTheFile_isNotChanged(@TempDir Path other) {
        try (ConsoleUnderTest followed = ConsoleUnderTest.fromFile(other, "everybody", "")) {
            Browser shell = followed.browser();
            followed.enter(shell, followed.link());
            String operator = followed.apiToken(shell, "operator");
            long before = followed.audited(shell);
            for (var row : dev.saoma.page.console.ConsoleTable.rows()) {
                if (row.settings() && row.path().startsWith("/api/v1/applications")) {
                    String body = row.members().contains("clientId")
                            ? "{\"clientId\":\"crm\",\"values\":{\"name\":\"x\"}}"
                            : row.members().contains("values")
                                    ? "{\"values\":{\"name\":\"x\"}}"
                                    : row.members().contains("secret") ? "{\"secret\":\"x\"}" : "{}";
                    HttpResponse<String> refused = followed.api(
                            operator, row.method(), row.path().replace("{id}", "crm"), body, "If-Match", "\"1\"");
                    problem(refused, 409, "refused");
                    assertThat(refused.body()).as(row.toString()).contains("settings file, line ");
                    assertThat(followed.audited(shell)).isEqualTo(before);
                }
            }
            assertThat(followed.api(operator, "GET", "/api/v1/applications/crm", null)
                            .body())
                    .contains("\"home\":\"file\"", "\"line\":");
        }
    }

    @Test
    @DisplayName("5B, API: answers have the members that openapi.yaml describes, and all that must be there")
    void answers_areAsDescribed() {
        dev.saoma.page.console.OpenApi described = dev.saoma.page.console.OpenApi.read();
        console.api(token, "POST", "/api/v1/invitations", "{}");
        int compared = 0;
        for (String path : List.of("people", "sign-ins", "audit", "invitations", "applications")) {
            var schema = described.itemOf("/api/v1/" + path);
            for (var item :
                    json(console.api(token, "GET", "/api/v1/" + path, null)).getAsJsonArray("items")) {
                assertThat(schema.getProperties().keySet())
                        .as(path)
                        .containsAll(item.getAsJsonObject().keySet());
                assertThat(item.getAsJsonObject().keySet()).as(path).containsAll(schema.getRequired());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(8);
    }

    @Test
    @DisplayName("5B, API: nobody reads there the number by which a person is approved")
    void approvalNumber_isNotShown(@TempDir Path other) {
        try (ConsoleUnderTest asked = new ConsoleUnderTest(other, "approve", "")) {
            Browser shell = asked.browser();
            asked.enter(shell, asked.link());
            Browser guest = new Browser(asked.issuer);
            String number = guest.callback(guest.begin(Browser.crm()), "c1")
                    .body()
                    .replaceAll("(?s).*id=\"approval-number\">([0-9]{6})<.*", "$1");
            String operator = asked.apiToken(shell, "operator");
            String people = asked.api(operator, "GET", "/api/v1/people?state=waiting", null)
                    .body();
            assertThat(people).contains(WeChatStub.UNIONID).doesNotContain(number);

            HttpResponse<String> approved =
                    asked.api(operator, "POST", "/api/v1/people/approve", "{\"number\":\"" + number + "\"}");

            assertThat(json(approved).get("state").getAsString()).isEqualTo("active");
        }
    }

    @Test
    @DisplayName("5B, Security 7: reading people's data is counted by hour; copying a full id is in the audit")
    void reading_isCounted() {
        String id =
                owner.get("/administrators").body().replaceAll("(?s).*/administrators/one\\?id=([A-Za-z0-9]+).*", "$1");
        owner.get("/people");
        owner.get("/people/person?id=oUnionGuest");

        String page = owner.get("/administrators/one?id=" + id).body();
        assertThat(page).containsPattern("<td class=\"num\">2</td><td class=\"num\">3</td>");

        assertThat(owner.get("/people/person?id=oUnionGuest").body()).doesNotContain("data-copy");
        HttpResponse<String> shown = console.write(owner, "/people/id", Map.of("id", "oUnionGuest"));
        assertThat(shown.body()).contains("id=\"value\"", "oUnionGuest", "data-copy");
        assertThat(owner.get("/audit").body()).contains("显示完整标识");
    }

    @Test
    void request_withoutKnownFraming_isRead() {
        HttpRequest.Builder chunked = HttpRequest.newBuilder(java.net.URI.create(console.url + PERSON + "/rename"))
                .header("Authorization", "Bearer " + token)
                .header("If-Match", version())
                .method("POST", BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream("{}".getBytes())));
        problem(console.browser().send(chunked), 415, "media-type");
    }
}
