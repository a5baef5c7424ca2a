package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program does through the console's API. */
@Timeout(300)
class ConsoleApiIT extends ConsoleApiFixture {
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
    @DisplayName("5B, API: lists are paged by the address in next, without a row twice")
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
    @DisplayName("5B, API: the number by which a person is approved is not disclosed there")
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
