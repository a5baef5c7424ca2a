package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Api;
import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No page of the console, no record and no log contains a secret. */
@Timeout(300)
class ConsoleSecretsIT extends ConsoleWritesFixture {
    @Test
    @DisplayName("5B: all answers, logs, audit rows and exports searched for every secret in use: none")
    void secrets_areNowhere() throws Exception {
        try (LogLines log = new LogLines()) {
            String link = console.link();
            console.enter(console.browser(), link);
            Browser auditor = console.administrator(owner, "Au", "auditor", "e");
            Map<String, String> account = wechat();
            account.put("version", "1");
            assertThat(console.write(owner, "/wechat/change", account).statusCode())
                    .isEqualTo(303);
            List<String> secrets = new ArrayList<>(List.of(
                    PageUnderTest.APP_SECRET,
                    ACCOUNT_SECRET,
                    PageUnderTest.CRM_SECRET,
                    clientSecret,
                    WeChatStub.TOKEN,
                    link.substring(link.indexOf('#') + 1),
                    Files.readString(directory.resolve("cookie.key")).strip()));
            owner.cookies.values().forEach(value -> secrets.add(value.substring(value.indexOf('.') + 1)));
            List<String> answers = new ArrayList<>();
            for (Row row : ConsoleTable.rows()) {
                if (row.method().equals("GET")
                        && row.api() == Api.NONE
                        && !row.path().equals("/callback")) {
                    String query =
                            row.path().startsWith("/people/") || row.path().contains("begin")
                                    ? "?id=" + WeChatStub.UNIONID + "&gone=oUnionAu"
                                    : "?id=" + administrator;
                    if (row.path().startsWith("/wechat/")) {
                        query = "?id=officialAccount";
                    } else if (row.path().startsWith("/applications/")) {
                        query = "?kind=war&id=wiki&secret="
                                + application(row, "wiki").get("secret");
                    }
                    String address = row.path().startsWith("/sign-ins") ? row.path() : row.path() + query;
                    answers.add(owner.get(address).body());
                    answers.add(auditor.get(address).body());
                }
            }
            assertThat(answers.toString()).contains("data-page=\"audit\"", "browser-known", "administrator-added");
            for (String secret : secrets) {
                assertThat(answers.toString()).doesNotContain(secret);
                assertThat(log.with(secret)).isEmpty();
            }
        }
    }
}
