package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.OnePage;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The conformance plan Config OP: {@code oidcc-config-certification-test-plan}. See docs/evidence/conformance.md. */
@DisplayName("Config OP")
class ConfigOpIT extends OnePage {
    @BeforeAll
    static void startPage() {
        page = new PageUnderTest(directory);
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification")
    void discovery_isComplete() {
        JsonObject document = JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();

        assertThat(document.get("issuer").getAsString()).isEqualTo(page.issuer.toString());
        for (String endpoint : List.of(
                "authorization_endpoint",
                "token_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "end_session_endpoint",
                "introspection_endpoint",
                "revocation_endpoint")) {
            assertThat(document.get(endpoint).getAsString()).startsWith(page.issuer + "/");
        }
        assertThat(texts(document, "scopes_supported")).contains("openid");
        assertThat(texts(document, "response_types_supported")).containsExactly("code");
        assertThat(texts(document, "response_modes_supported")).contains("query", "form_post");
        assertThat(texts(document, "subject_types_supported")).containsExactly("public");
        assertThat(texts(document, "id_token_signing_alg_values_supported")).contains("RS256");
        assertThat(texts(document, "claims_supported")).contains("sub", "name");
        assertThat(document.get("request_uri_parameter_supported").getAsBoolean())
                .isFalse();
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: the keys; K11")
    void jwks_hasPublicKeysOnly_andMayBeCached() {
        HttpResponse<String> answer = browser.get("/jwks");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        for (JsonElement key :
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("keys")) {
            assertThat(key.getAsJsonObject().keySet())
                    .contains("kty", "kid", "use", "alg")
                    .doesNotContain("d", "p", "q", "dp", "dq", "qi", "k", "saoma_from");
        }
    }

    private static List<String> texts(JsonObject document, String name) {
        return document.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}
