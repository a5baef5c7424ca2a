package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance plan Basic OP: {@code oidcc-basic-certification-test-plan}. See docs/evidence/conformance.md. */
@DisplayName("Basic OP")
class BasicOpIT {
    @Nested
    class Requests extends RequestModules {
        Requests() {
            super(ResponseMode.BY_QUERY);
        }

        @Test
        void plainPkce_isRefused_alsoWherePkceIsNotRequired() {
            assertThat(sentBack(request("code_challenge", Browser.CHALLENGE, "code_challenge_method", "plain")))
                    .containsEntry("error", "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "web_message", "jwt", "FORM_POST"})
        @DisplayName("A3, G6: no other mode")
        void otherModes_areRefusedByQuery(String mode) {
            assertThat(sentBack(request("response_mode", mode))).containsEntry("error", "invalid_request");
        }
    }

    @Nested
    class Tokens extends TokenModules {
        Tokens() {
            super(ResponseMode.BY_QUERY);
        }

        @Test
        @DisplayName("G8, K4, CVE-2024-22258: no verifier for a challenge, and none without one")
        void pkceDowngrade_isRefused() {
            String challenged = signIn("code_challenge", Browser.CHALLENGE, "code_challenge_method", "S256")
                    .get("code");
            assertThat(RelyingParty.redeem(browser, challenged).body()).contains("\"invalid_grant\"");

            Map<String, String> form = new HashMap<>();
            form.put("grant_type", "authorization_code");
            form.put("code", signIn("prompt", "login").get("code"));
            form.put("redirect_uri", RelyingParty.CALLBACK);
            form.put("code_verifier", Browser.VERIFIER);
            assertThat(browser.post("/token", form, "Authorization", RelyingParty.basic())
                            .body())
                    .contains("\"invalid_grant\"");
        }
    }
}
