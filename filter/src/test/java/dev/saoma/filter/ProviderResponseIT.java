package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the provider sends back to a callback: errors, issuers, codes and ID tokens that are not for this sign-in. */
class ProviderResponseIT extends CallbackFixture {
    @Test
    @DisplayName("R4: what the provider says about an error never reaches the page")
    void errorTexts_areNotShown() {
        provider.answer = parameters -> {
            parameters.remove("code");
            parameters.put("error", "<script>alert(1)</script>");
            parameters.put("error_description", "<svg onload=alert(2)>".repeat(100));
            parameters.put("error_uri", "javascript:alert(3)");
        };

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).doesNotContain("alert(").doesNotContain("<svg");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'nonce-");
    }

    @Test
    @DisplayName("R5, G19: iss missing although announced, or of another issuer")
    void wrongIss_isRefusedBeforeTheTokenRequest() {
        for (String iss : new String[] {
            null,
            "",
            "https://evil.example",
            provider.issuer() + "/",
            provider.issuer().replace("http", "HTTP")
        }) {
            provider.answer = parameters -> {
                parameters.remove("iss");
                if (iss != null) {
                    parameters.put("iss", iss);
                }
            };
            assertExpired(browser.visit(app.url("/a")));
        }
    }

    @Test
    void missingIss_isAcceptedFromAProviderThatDoesNotAnnounceIt() {
        provider.metadata = document -> document.remove("authorization_response_iss_parameter_supported");
        provider.answer = parameters -> parameters.remove("iss");

        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongIss_isRefusedEvenIfNotAnnounced() {
        provider.metadata = document -> document.remove("authorization_response_iss_parameter_supported");
        provider.answer = parameters -> parameters.put("iss", "https://evil.example");

        assertExpired(browser.visit(app.url("/a")));
    }

    @Test
    @DisplayName("R6: code and error together; codes that are none")
    void oddCode_isRefused() {
        provider.answer = parameters -> parameters.put("error", "access_denied");
        assertExpired(browser.visit(app.url("/a")));
        for (String code : new String[] {"", "a\r\nb", "a\u0000", "中", "a b", "x".repeat(2049)}) {
            provider.answer = parameters -> parameters.put("code", code);
            assertExpired(browser.visit(app.url("/a")));
        }
    }

    @Test
    @DisplayName("T6, G20: ID tokens that are not for this sign-in")
    void wrongIdToken_isRefused() {
        provider.claims = claims -> claims.put("nonce", "other");
        assertNoSignIn("nonce");
        provider.claims = claims -> claims.remove("nonce");
        assertNoSignIn("no nonce");
        provider.claims = claims -> claims.put("aud", "other");
        assertNoSignIn("aud");
        provider.claims = claims -> claims.put("iss", "https://evil.example");
        assertNoSignIn("iss");
        provider.claims = claims -> {};
        provider.token = jwt -> jwt.substring(0, jwt.lastIndexOf('.') + 1);
        assertNoSignIn("unsigned");
        provider.token = jwt -> "not a token";
        assertNoSignIn("garbage");
    }

    private void assertNoSignIn(String what) {
        HttpResponse<String> page = browser.visit(app.url("/a"));
        assertThat(page.statusCode()).as(what).isEqualTo(502);
        assertThat(page.body()).contains("The sign-in could not be completed").contains("id=\"error-id\"");
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(browser.pending()).isEmpty();
    }
}
