package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;

/** A console with a guest, and an API token with the duty of an operator. */
abstract class ConsoleApiFixture extends ConsoleFixture {
    static final String PERSON = "/api/v1/people/oUnionGuest";

    String token;

    @BeforeEach
    void start() {
        token = console.apiToken(owner, "operator");
        console.scansAs("Guest");
        Browser guest = new Browser(console.issuer);
        guest.callback(guest.begin(Browser.crm()), "g1");
    }

    static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    String version() {
        return console.api(token, "GET", PERSON, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    void problem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = json(response);
        assertThat(problem.get("type").getAsString()).isEqualTo("urn:saoma:problem:" + type);
        assertThat(problem.get("status").getAsInt()).isEqualTo(status);
        assertThat(problem.get("title").getAsString()).isNotBlank();
    }
}
