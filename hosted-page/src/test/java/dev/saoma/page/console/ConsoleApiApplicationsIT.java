package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications created and changed by the console's API. */
@Timeout(300)
class ConsoleApiApplicationsIT extends ConsoleApiFixture {
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
}
