package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What opens the console's API, for how long, and what it does not open. */
@Timeout(300)
class ConsoleApiTokensIT extends ConsoleApiFixture {
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
}
