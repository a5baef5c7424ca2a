package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an application identifies a person. */
class IdentityIT {
    private static final String USERS = """
            %s:
              roles: [admin, owner]
              department: sales
              badge: "0042"
            """.formatted(WeChatStub.UNIONID);

    @TempDir
    Path directory;

    private PageUnderTest page;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("users.yaml"), USERS);
        page = new PageUnderTest(
                directory,
                "",
                "  - { clientId: hr, name: HR, clientSecret: " + PageUnderTest.CRM_SECRET
                        + ", redirectUris: [\"http://localhost:8071/cb\"], claims: [roles, department] }\n"
                        + "users: users.yaml\n");
        browser = new Browser(page.issuer);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    private static Map<String, String> hr() {
        Map<String, String> request = Browser.crm();
        request.put("client_id", "hr");
        request.put("redirect_uri", "http://localhost:8071/cb");
        return request;
    }

    private JsonObject tokens(Map<String, String> request, String code) {
        return JsonParser.parseString(browser.post(
                                "/token",
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        browser.signIn(request, code).get("code"),
                                        "redirect_uri",
                                        request.get("redirect_uri"),
                                        "code_verifier",
                                        Browser.VERIFIER,
                                        "client_id",
                                        request.get("client_id"),
                                        "client_secret",
                                        PageUnderTest.CRM_SECRET))
                        .body())
                .getAsJsonObject();
    }

    private static JsonObject claims(JsonObject tokens) {
        String payload = tokens.get("id_token").getAsString().split("\\.")[1];
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private JsonObject userInfo(JsonObject tokens) {
        return JsonParser.parseString(browser.get(
                                "/userinfo",
                                "Authorization",
                                "Bearer " + tokens.get("access_token").getAsString())
                        .body())
                .getAsJsonObject();
    }

    @Test
    void profile_tellsBothIds_andTheRoles_inTokenAndUserInfo() {
        JsonObject tokens = tokens(Browser.crm(), "identity-1");

        for (JsonObject shown : new JsonObject[] {claims(tokens), userInfo(tokens)}) {
            assertThat(shown.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
            assertThat(shown.get("openid").getAsString()).isEqualTo(WeChatStub.OPENID);
            assertThat(shown.get("unionid").getAsString()).isEqualTo(WeChatStub.UNIONID);
            assertThat(shown.get("name").getAsString()).isEqualTo("张伟🎉");
            assertThat(shown.get("roles").toString()).isEqualTo("[\"admin\",\"owner\"]");
            assertThat(shown.has("department")).isFalse();
        }
    }

    @Test
    void openidAlone_tellsTheSubjectOnly() {
        Map<String, String> request = Browser.crm();
        request.put("scope", "openid");
        JsonObject tokens = tokens(request, "identity-2");

        assertThat(claims(tokens).keySet()).doesNotContain("name", "openid", "unionid", "roles");
        assertThat(userInfo(tokens).keySet()).containsExactly("sub");
    }

    @Test
    void application_isToldWhatItsEntryNames() {
        JsonObject shown = claims(tokens(hr(), "identity-3"));

        assertThat(shown.get("department").getAsString()).isEqualTo("sales");
        assertThat(shown.has("roles")).isTrue();
        assertThat(shown.has("badge")).isFalse();
    }

    @Test
    void changedRoles_areTold_fromTheNextTokenOn() throws IOException {
        JsonObject before = tokens(Browser.crm(), "identity-4");
        Path file = Files.writeString(directory.resolve("users.yaml"), USERS.replace("[admin, owner]", "[clerk]"));
        Files.setLastModifiedTime(file, FileTime.from(page.clock.instant().plusSeconds(60)));
        page.clock.advance(Duration.ofSeconds(5));

        assertThat(userInfo(before).get("roles").toString()).isEqualTo("[\"clerk\"]");
        assertThat(claims(tokens(Browser.crm(), "identity-5")).get("roles").toString())
                .isEqualTo("[\"clerk\"]");
    }

    @Test
    @DisplayName("the subject policy is fixed by the first sign-in: another one does not start")
    void otherSubjectPolicy_doesNotStart_onceSomebodySignedIn() throws IOException {
        browser.signIn(Browser.crm(), "identity-6");
        assertThat(directory.resolve("signing-key.subject")).hasContent("unionid\n");
        page.stop();

        assertThatThrownBy(() -> PageUnderTest.withWeChat(directory, "subject: openid, "))
                .isInstanceOf(SubjectChangedException.class)
                .hasMessageContaining("signing-key.subject");

        Files.delete(directory.resolve("signing-key.subject"));
        try (PageUnderTest other = PageUnderTest.withWeChat(directory, "subject: openid, ")) {
            Browser there = new Browser(other.issuer);
            assertThat(there.signIn(Browser.crm(), "identity-7")).containsKey("code");
        }
    }
}
