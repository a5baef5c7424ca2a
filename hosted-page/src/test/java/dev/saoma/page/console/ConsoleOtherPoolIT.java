package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Api;
import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An administrator of one pool finds nothing of another. */
@Timeout(300)
class ConsoleOtherPoolIT extends ConsoleWritesFixture {
    /** Writes that do not refer to an existing person, administrator or token. */
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
            Browser shell = pools.enteredShell("first");
            shell.cookies.replaceAll((name, value) -> value.replaceFirst("^first\\.", "other."));
            assertThat(shell.get("/").statusCode())
                    .as("a session from the shell under the other pool's name")
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
}
