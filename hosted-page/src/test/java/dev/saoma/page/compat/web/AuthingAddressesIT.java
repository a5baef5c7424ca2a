package dev.saoma.page.compat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.AuthingRequests;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authing's own addresses: whom they serve, and where they do not exist. */
class AuthingAddressesIT extends AuthingRequests {
    @Nested
    @DisplayName("K9: only scripts of registered origins may read the responses")
    class CrossOrigin {
        private HttpResponse<String> preflight(String path, String origin) {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(page.issuer + path)).method("OPTIONS", BodyPublishers.noBody()),
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,content-type,x-authing-app-id");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/graphql/v2",
                    "/api/v2/logout",
                    "/api/v2/oidc/validate_token",
                    "/api/v2/something/else",
                    "/oidc/token",
                    "/oidc/me"
                })
        void registeredOrigin_isAllowedByName_withCredentials(String path) {
            HttpResponse<String> answer = preflight(path, SITE);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .contains("true");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("Authorization", "x-authing-app-id", "x-authing-sdk-version");
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "https://evil.example", SITE + "1", "http://localhost", SDK_ONLY})
        void anyOtherOrigin_isNot(String origin) {
            assertThat(preflight("/graphql/v2", origin).headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(browser.get("/api/v2/users/me", "Origin", origin)
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/v2/users/me/orgs", "/api/v3/signin", "/oidc/nothing", "/cas/x", "/graphql/v3"})
        void whatIsNotOffered_saysSoAsTheSdkReadsIt(String path) {
            HttpResponse<String> answer = browser.get(path, "Origin", SITE);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"code\":404,\"message\":");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
        }
    }

    @Nested
    @DisplayName("/oidc/…")
    class Oidc {
        @Test
        void codeFlow_worksAtAuthingsAddresses() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.put("client_id", "store");
            request.put("redirect_uri", SITE + "/");
            request.put("scope", "openid profile email phone address");
            String state = Browser.state(browser.get("/oidc/auth?" + Browser.query(request)));
            String code = Browser.parameters(Browser.location(browser.callback(state, newScan())))
                    .get("code");

            HttpResponse<String> tokens = browser.post(
                    "/oidc/token",
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "client_id",
                            "store",
                            "code",
                            code,
                            "redirect_uri",
                            SITE + "/",
                            "code_verifier",
                            Browser.VERIFIER),
                    "Origin",
                    SITE);

            assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
            assertThat(tokens.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
            String access = JsonParser.parseString(tokens.body())
                    .getAsJsonObject()
                    .get("access_token")
                    .getAsString();
            assertThat(browser.get("/oidc/me?access_token=" + access).body()).contains(WeChatStub.UNIONID);
            assertThat(browser.get("/oidc/me", "Authorization", "Bearer " + access)
                            .body())
                    .contains(WeChatStub.UNIONID);
            assertThat(browser.get("/api/v2/oidc/validate_token?access_token=" + access)
                            .body())
                    .contains(WeChatStub.UNIONID, "\"client_id\":\"store\"");
            assertThat(browser.get("/oidc/me?access_token=junk").statusCode()).isEqualTo(401);
        }

        @Test
        void documents_areOurs() {
            assertThat(browser.get("/oidc/.well-known/jwks.json").body())
                    .isEqualTo(browser.get("/jwks").body());
            assertThat(browser.get("/oidc/.well-known/openid-configuration").body())
                    .isEqualTo(browser.get("/.well-known/openid-configuration").body());
            assertThat(browser.get("/oidc/token").statusCode()).isEqualTo(405);
            assertThat(browser.post("/oidc/token/introspection", Map.of("token", "x", "client_id", "store"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void pageWithoutSuchAnApplication_hasNoneOfTheAddresses(@TempDir Path elsewhere) {
        try (PageUnderTest plain = new PageUnderTest(elsewhere)) {
            Browser visitor = new Browser(plain.issuer);
            for (String path : new String[] {
                social("crm"), "/graphql/v2", "/api/v2/oidc/validate_token?id_token=x", "/oidc/auth", "/cas/session"
            }) {
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
