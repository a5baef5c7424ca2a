package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Invitations, from the command line to the person who is admitted. */
@Timeout(300)
class InvitationIT extends PageWithDirectory {
    @Test
    @DisplayName(
            "5A, rule 4: an invitation is kept by POST, admits one person with its roles, and is not used up before")
    void invitation_admitsOnePerson() throws Exception {
        start("known");
        assertThat(people("invite", "--give", "staff")).as(output()).isZero();
        String link = output().strip();
        assertThat(link).matches(page.issuer + "/invite#[A-Za-z0-9_-]{43}");

        assertThat(browser.get("/invite").body()).contains("data-page=\"invite\"");
        assertThat(scan(Browser.crm(), "c1").statusCode()).as("opened alone").isEqualTo(403);
        HttpResponse<String> kept = invite(link);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.headers().allValues("Set-Cookie").toString())
                .contains("HttpOnly")
                .doesNotContain(link.substring(link.indexOf('#') + 1));
        String idToken = browser.token(code("c2")).body().replaceAll("(?s).*\"id_token\":\"([^\"]*)\".*", "$1");
        assertThat(new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8))
                .contains("\"roles\":[\"staff\"]");

        page.wechat.answersToken(
                WeChatStub.GRANT.replace(WeChatStub.OPENID, "oAnother").replace(WeChatStub.UNIONID, "oUnionOfAnother"));
        browser = new Browser(page.issuer);
        invite(link.substring(link.indexOf('#') + 1));
        assertThat(scan(Browser.crm(), "c3").statusCode()).as("used").isEqualTo(403);
    }

    private HttpResponse<String> invite(String pasted) {
        return browser.post(
                "/invite",
                Map.of("invitation", pasted),
                "Sec-Fetch-Site",
                "same-origin",
                "Origin",
                page.issuer.toString());
    }

    @Test
    void whatIsNoInvitation_isRefused() {
        start("known");
        for (String pasted : List.of("", "x", "javascript:alert(1)", page.issuer + "/invite#short", "a".repeat(5000))) {
            HttpResponse<String> answer = invite(pasted);
            assertThat(answer.statusCode()).as(pasted).isEqualTo(422);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(browser.post("/invite", Map.of("invitation", "A".repeat(43)), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("without a directory there is no address for invitations")
    void withoutDirectory_noInvitations() {
        page = new PageUnderTest(directory, "", "");
        browser = new Browser(page.issuer);

        assertThat(browser.get("/invite").statusCode()).isEqualTo(404);
    }
}
