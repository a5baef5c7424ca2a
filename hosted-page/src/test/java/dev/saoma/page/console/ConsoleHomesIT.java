package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.console.ConsoleTable.Row;
import dev.saoma.page.database.Duty;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each write and each screen of the console's table for objects that are in the settings file. A new row of settings is
 * covered by being in the table: the test requests a form for an object of the file.
 */
@Timeout(300)
class ConsoleHomesIT {
    private static final List<Row> WRITES = ConsoleTable.rows().stream()
            .filter(row -> row.write() && row.settings())
            .toList();
    /** Where a new object is created, which is not in the file. */
    private static final List<String> NEW = List.of("/applications/create");
    /** Screens about one kind of object, as they are opened for one in the file. */
    private static final Map<String, String> ABOUT = Map.of(
            "/applications/one", "id=crm",
            "/applications/edit", "id=crm",
            "/applications/end", "id=crm&secret=0123456789",
            "/applications/remove", "id=crm",
            "/wechat/change", "id=website",
            "/wechat/remove", "id=website",
            "/applications/new", "kind=war");

    private static final String LOOK = """
            branding:
              name: 山海
            """;
    private static final Pattern POSTS = Pattern.compile("<form[^>]*method=\"post\"[^>]*>");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"?]+)");

    @TempDir
    Path directory;

    private ConsoleUnderTest console;
    private Browser owner;

    @BeforeEach
    void start() {
        console = new ConsoleUnderTest(directory, "everybody", LOOK);
        owner = console.owner("c1");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    /** Returns what each form would send about an object of the file, valid except for that. */
    private Map<String, String> form(Row row) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("version", "1");
        switch (row.path().split("/")[1]) {
            case "applications" -> {
                form.put("id", "crm");
                form.put("clientId", "crm");
                form.put("typed", "crm");
                form.put("kind", "library");
                form.put("name", "Name");
                form.put("redirectUris", PageUnderTest.CRM_CALLBACK);
                form.put("secret", "0123456789");
            }
            case "wechat" -> {
                form.put("id", "website");
                form.put("appId", PageUnderTest.APP_ID);
                form.put("appSecret", PageUnderTest.APP_SECRET);
                form.put("typed", console.issuer.getHost());
            }
            case "look" -> {
                form.put("draft", "1");
                form.put("name", "海山");
            }
            case "settings" -> form.put("yaml", LOOK.replace("山海", "海山") + """
                        wechat: { appId: wxfedcba9876543210, appSecret: "${env:SECRET}" }
                        applications:
                          - { clientId: crm, name: Name, redirectUris: ["https://crm.example.com/cb"] }
                        """);
            default -> throw new IllegalStateException("write a form about an object of the file for " + row);
        }
        return form;
    }

    @Test
    @DisplayName("5B, one home: no write of any screen changes what stands in the file")
    void everyWrite_isRefusedForWhatStandsInTheFile() {
        assertThat(WRITES).hasSizeGreaterThan(8);
        String before = owner.get("/settings").body().replaceAll("(?s).*<pre", "");
        for (Row row : WRITES) {
            long audited = console.audited(owner);
            HttpResponse<String> response = console.write(owner, row.path(), form(row));
            if (row.path().equals("/settings/apply")) {
                assertThat(response.statusCode())
                        .as("it takes what the file does not have")
                        .isEqualTo(303);
            } else {
                assertThat(response.statusCode()).as(row.toString()).isEqualTo(409);
            }
            assertThat(console.audited(owner)).as(row.toString()).isEqualTo(audited);
        }
        assertThat(owner.get("/settings").body().replaceAll("(?s).*<pre", "")).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "5B, one home: no screen about what stands in the file has a form to save it; the form ends in Copy YAML")
    void everyScreen_namesTheFile() {
        List<String> saves = WRITES.stream()
                .map(Row::path)
                .filter(path -> !NEW.contains(path))
                .toList();
        for (Row row : ConsoleTable.rows()) {
            if (!row.screen() || !row.duties().contains(Duty.OWNER)) {
                continue;
            }
            HttpResponse<String> page = owner.get(row.path() + "?" + ABOUT.getOrDefault(row.path(), ""));
            Matcher forms = POSTS.matcher(page.body());
            while (forms.find()) {
                Matcher action = ACTION.matcher(forms.group());
                assertThat(action.find()).as(forms.group()).isTrue();
                assertThat(saves).as(row.toString()).doesNotContain(action.group(1));
            }
        }
        for (String screen : List.of("/applications/edit?id=crm", "/wechat", "/look")) {
            assertThat(owner.get(screen).body())
                    .as(screen)
                    .containsPattern("第 \\d+ 行")
                    .contains("id=\"yaml\"", "data-copy=\"yaml\"");
        }
        for (String refused : List.of("/wechat/change?id=website", "/wechat/remove?id=website")) {
            assertThat(owner.get(refused).statusCode()).as(refused).isEqualTo(409);
        }
    }
}
