package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The rows of the console's table that write, and a valid form for each. */
abstract class ConsoleWritesFixture extends ConsoleFixture {
    static final String ACCOUNT_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final List<Row> WRITES =
            ConsoleTable.rows().stream().filter(Row::write).toList();

    String administrator;
    String clientSecret;

    @BeforeEach
    void start() {
        administrator = ids(owner);
        HttpResponse<String> made = console.write(
                owner,
                "/applications/create",
                Map.of(
                        "kind",
                        "library",
                        "clientId",
                        "wiki",
                        "name",
                        "Wiki",
                        "redirectUris",
                        PageUnderTest.CRM_CALLBACK));
        clientSecret = ConsoleUnderTest.code(made);
        assertThat(clientSecret).hasSize(43);
    }

    /** Returns the number of an administrator, such as the only one. */
    static String ids(Browser browser) {
        return browser.get("/administrators")
                .body()
                .replaceAll("(?s).*/administrators/one\\?id=([A-Za-z0-9]+).*", "$1");
    }

    /** Returns everything that any form of the console sends, as valid as possible. */
    Map<String, String> form(Row row) {
        Map<String, String> form = values(row);
        if (row.versioned() && row.path().startsWith("/applications")) {
            form.put(
                    "version",
                    owner.get("/applications/edit?id=wiki")
                            .body()
                            .replaceAll("(?s).*name=\"version\" value=\"([0-9]+)\".*", "$1"));
        } else if (row.versioned()) {
            form.put("version", row.path().startsWith("/people") ? console.version(owner, WeChatStub.UNIONID) : "1");
        }
        return form;
    }

    Map<String, String> values(Row row) {
        if (row.path().startsWith("/applications")) {
            return application(row, "wiki");
        }
        if (row.path().startsWith("/wechat/")) {
            return wechat();
        }
        boolean person = row.path().startsWith("/people");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", person || row.path().endsWith("/add") ? WeChatStub.UNIONID : administrator);
        form.put("gone", WeChatStub.UNIONID);
        form.put("number", "123456");
        form.put("name", "Name");
        form.put("give", "staff");
        form.put("duty", "auditor");
        form.put("browser", "none");
        form.put("typed", "张伟🎉");
        form.put("days", "30");
        return form;
    }

    /** Returns the same for an application. */
    Map<String, String> application(Row row, String id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", id);
        form.put("clientId", row.path().endsWith("/create") ? id.replace("wiki", "another") : id);
        form.put("kind", "library");
        form.put("name", "Name");
        form.put("redirectUris", PageUnderTest.CRM_CALLBACK);
        form.put("typed", id);
        form.put(
                "secret",
                owner.get("/applications/one?id=wiki").body().replaceAll("(?s).*secret=([A-Za-z0-9]{10})\".*", "$1"));
        return form;
    }

    void refused(Row row, String why, HttpResponse<String> response, int status, long before) {
        assertThat(response.statusCode()).as("%s, %s", row, why).isEqualTo(status);
        assertThat(console.audited(owner))
                .as("%s, %s: nothing is done", row, why)
                .isEqualTo(before);
    }

    /** Returns the same for the service account, which is not in the file. */
    Map<String, String> wechat() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "officialAccount");
        form.put("appId", "wxfedcba9876543210");
        form.put("appSecret", ACCOUNT_SECRET);
        form.put("typed", console.issuer.getHost());
        return form;
    }
}
