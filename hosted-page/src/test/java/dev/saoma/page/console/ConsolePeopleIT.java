package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What administrators do with people in the console, as far as it affects sign-ins. */
@Timeout(300)
class ConsolePeopleIT {
    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser owner;

    private void start(String admission) {
        console = new ConsoleUnderTest(directory, admission, "");
        owner = console.browser();
        console.enter(owner, console.link());
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private HttpResponse<String> signIn(String code) {
        Browser browser = new Browser(console.issuer);
        return browser.callback(browser.begin(Browser.crm()), code);
    }

    private HttpResponse<String> write(String path, Map<String, String> form) {
        Map<String, String> all = new java.util.LinkedHashMap<>(form);
        all.put("version", console.version(owner, form.get("id")));
        return console.write(owner, path, all);
    }

    @Test
    @DisplayName("5B: approving by the number, blocking by the name, letting in again: each reaches the next sign-in")
    void approveBlockUnblock() {
        start("approve");
        HttpResponse<String> waits = signIn("c1");
        String number = waits.body().replaceAll("(?s).*id=\"approval-number\">([0-9]{6})<.*", "$1");
        assertThat(owner.get("/").body()).contains("等待批准的人员：1");
        assertThat(console.write(owner, "/people/approve", Map.of("number", "000000"))
                        .statusCode())
                .isEqualTo(409);

        HttpResponse<String> approved = console.write(owner, "/people/approve", Map.of("number", number));

        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(303);
        assertThat(signIn("c2").statusCode()).isEqualTo(303);
        Map<String, String> person = Map.of("id", WeChatStub.UNIONID, "typed", "张伟🎉", "why", "left");
        assertThat(write("/people/block", person).body()).contains("crm", "不接收退出通知");
        assertThat(signIn("c3").statusCode()).isEqualTo(403);
        assertThat(write("/people/unblock", person).statusCode()).isEqualTo(303);
        assertThat(signIn("c4").statusCode()).isEqualTo(303);
        assertThat(owner.get("/audit").body())
                .contains("批准人员", "禁用人员", "解除禁用", "<p class=\"gone\">", "<p class=\"new\">");
        assertThat(owner.get("/audit?verify=1").body()).contains("审计记录完整");
    }

    @Test
    void languageLink_leadsToTheSameScreenOfTheSamePerson() {
        start("everybody");
        signIn("c1");
        String id = "?id=" + WeChatStub.UNIONID;
        for (String path : List.of("/people/person", "/people/block", "/people/erase")) {
            String link = linkToEnglish(owner.get(path + id + "&done=renamed&language=zh-CN"));

            assertThat(link).isEqualTo(path + id + "&language=en");
            assertThat(owner.get(link).body()).contains("lang=\"en\"", "张伟");
        }
    }

    @Test
    void languageLink_ofAResponseToAPost_leadsToItsSection() {
        start("everybody");

        HttpResponse<String> compared =
                console.write(owner, "/settings/compare", Map.of("yaml", "issuer: https://login.example.com"));

        assertThat(compared.statusCode()).isEqualTo(200);
        assertThat(linkToEnglish(compared)).isEqualTo("/settings?language=en");
    }

    private static String linkToEnglish(HttpResponse<String> page) {
        return page.body()
                .replaceAll("(?s).*href=\"([^\"]*language=en)\".*", "$1")
                .replace("&amp;", "&");
    }

    @Test
    void people_areFoundByNameAndEndOfId() {
        start("everybody");
        signIn("c1");
        assertThat(owner.get("/people?q=" + Browser.encode("张")).body()).contains("张伟");
        assertThat(owner.get("/people?q=0001").body()).contains("张伟");
        assertThat(owner.get("/people?q=" + Browser.encode("李")).body()).doesNotContain("张伟");
        assertThat(owner.get("/people?state=blocked").body()).doesNotContain("张伟");
    }

    @Test
    @DisplayName("5B: roles, name, invitation, merge with its preview, erase")
    void otherWrites() {
        start("everybody");
        signIn("c1");
        console.scansAs("Second");
        signIn("c2");
        assertThat(write("/people/roles", Map.of("id", "oUnionSecond", "give", "staff crm:admin"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(write("/people/rename", Map.of("id", "oUnionSecond", "name", "李娜"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(owner.get("/people/person?id=oUnionSecond").body()).contains("李娜", "crm:admin", "staff");
        assertThat(console.write(owner, "/people/invite", Map.of("give", "staff"))
                        .body())
                .contains(console.issuer + "/invite#");

        assertThat(owner.get("/people/merge?id=" + WeChatStub.UNIONID + "&gone=oUnionSecond")
                        .body())
                .contains("李娜", "crm:admin", "data-page=\"confirm\"");
        assertThat(write("/people/merge", Map.of("id", WeChatStub.UNIONID, "gone", "oUnionSecond", "typed", "李娜"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(owner.get("/people/person?id=" + WeChatStub.UNIONID).body()).contains("crm:admin");
        assertThat(write("/people/erase", Map.of("id", WeChatStub.UNIONID, "typed", "张伟🎉"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(owner.get("/people/person?id=" + WeChatStub.UNIONID).statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("5B: who is an administrator is neither blocked nor erased, before an owner has taken the duty")
    void administrator_isNotPutOutByOperators() {
        start("everybody");
        Browser first = console.owner("c1");
        console.clock.advance(java.time.Duration.ofSeconds(1));
        Map<String, String> form = new java.util.LinkedHashMap<>(Map.of("id", WeChatStub.UNIONID, "typed", "张伟🎉"));
        form.put("version", console.version(first, WeChatStub.UNIONID));
        for (String path : new String[] {"/people/block", "/people/erase"}) {
            HttpResponse<String> response = console.write(first, path, form);
            assertThat(response.statusCode()).as(path).isEqualTo(409);
            assertThat(response.body()).contains("请先由所有者撤销其职责");
        }
    }

    @Test
    @DisplayName("5B: the log of sign-ins is filtered, and the CSV is exactly what is filtered, without formulas")
    void signIns_areFilteredAndExported() {
        start("known");
        console.wechat.answersProfile(WeChatStub.PROFILE.replace("张伟🎉", "=cmd()"));
        signIn("c1");
        console.await(owner, "/sign-ins?outcome=refused", "class=\"state refused\"");

        assertThat(owner.get("/sign-ins?outcome=finished").body()).doesNotContain("class=\"state refused\"");
        HttpResponse<String> csv = owner.get("/sign-ins.csv?outcome=refused");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment");
        assertThat(csv.body()).startsWith("\ufeff\"time\",\"application\"").contains("\"crm\"", "unknown_person");
        assertThat(csv.body().lines()).hasSize(2);
        assertThat(owner.get("/sign-ins.csv?outcome=finished").body().lines()).hasSize(1);
        assertThat(owner.get("/").body()).contains("不是已登记人员");
        assertThat(owner.get("/sign-ins?days=3").statusCode()).isEqualTo(400);
    }
}
