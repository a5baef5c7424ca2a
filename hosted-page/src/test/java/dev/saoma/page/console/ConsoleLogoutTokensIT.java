package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What console and API say of an application that does not accept the logout token of a person who is put out. */
@Timeout(300)
class ConsoleLogoutTokensIT extends ConsoleApiFixture {
    private static final String GUEST = "oUnionGuest";

    private final RelyingParty suite = new RelyingParty();

    @BeforeEach
    void guestUsesTheSuite() {
        console.restart(yaml -> yaml.replaceFirst("\ndirectory:", "\n" + suite.entry("") + "directory:"));
        console.enter(owner, console.link());
        new Browser(console.issuer).signIn(RelyingParty.request(), "g2");
    }

    @AfterEach
    void stopSuite() {
        suite.close();
    }

    @ParameterizedTest
    @DisplayName(
            "5A, rule 5: an application that refuses is listed as not notified, with the reason; one that accepts as notified")
    @ValueSource(ints = {404, 403, 302})
    void refusal_isListedWithItsReason(int status) {
        suite.answers(() -> status);

        HttpResponse<String> page = console.write(
                owner, "/people/end-sessions", Map.of("id", GUEST, "version", console.version(owner, GUEST)));
        HttpResponse<String> answer = console.api(token, "POST", PERSON + "/end-sessions", "{}", "If-Match", version());

        assertThat(page.body()).contains("suite", "尚未送达，将重试", "HTTP status " + status);
        JsonObject refused = logoutToken(answer);
        assertThat(refused.get("state").getAsString()).isEqualTo("open");
        assertThat(refused.get("reason").getAsString()).startsWith("HTTP status " + status);
        suite.answers(() -> 200);
        JsonObject accepted =
                logoutToken(console.api(token, "POST", PERSON + "/end-sessions", "{}", "If-Match", version()));
        assertThat(accepted.get("state").getAsString()).isEqualTo("done");
        assertThat(accepted.has("reason")).isFalse();
    }

    private static JsonObject logoutToken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject only = json(answer).getAsJsonArray("logoutTokens").get(0).getAsJsonObject();
        assertThat(only.get("client").getAsString()).isEqualTo("suite");
        return only;
    }
}
