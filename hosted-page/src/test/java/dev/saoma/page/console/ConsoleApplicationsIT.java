package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Applications created in the console: people can sign in to them at once, as to those of the file. */
@Timeout(300)
class ConsoleApplicationsIT extends ConsoleFixture {
    private HttpResponse<String> create(String... fields) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return console.write(owner, "/applications/create", form);
    }

    /** Creates an application that shares crm's callback, and returns its secret, which is shown once. */
    private String wiki() {
        HttpResponse<String> made = create(
                "kind", "library", "clientId", "wiki", "name", "Wiki", "redirectUris", PageUnderTest.CRM_CALLBACK);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return ConsoleUnderTest.code(made);
    }

    private String page(String path) {
        HttpResponse<String> page = owner.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private static String version(String page) {
        Matcher matcher = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page);
        assertThat(matcher.find()).as("a version").isTrue();
        return matcher.group(1);
    }

    /** Whether a sign-in to wiki ends in tokens, with that secret. */
    private boolean signsIn(String secret) {
        Map<String, String> request = Browser.crm();
        request.put("client_id", "wiki");
        request.put("prompt", "login");
        Browser browser = new Browser(console.issuer);
        String code = browser.signIn(request, "w" + System.nanoTime()).get("code");
        int status = browser.tokenOf("wiki", secret, code).statusCode();
        assertThat(status).isIn(200, 401);
        return status == 200;
    }

    @Test
    @DisplayName("5B: kind, fields, snippets filled in; the secret is shown once; people sign in at once")
    void application_isMadeAndSignsIn() {
        HttpResponse<String> made =
                create("kind", "war", "clientId", "desk", "name", "Order <desk>", "appUrl", console.issuer + "/desk/");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String secret = ConsoleUnderTest.code(made);
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(made.body()).contains("DESK_SECRET", "/applications/one?id=desk");

        String one = page("/applications/one?id=desk");
        assertThat(one)
                .contains(
                        "Order &lt;desk&gt;",
                        "&lt;param-value&gt;" + console.issuer + "/desk&lt;/param-value&gt;",
                        "${env:DESK_SECRET}",
                        "aria-current=\"page\"")
                .doesNotContain(secret);
        assertThat(page("/applications/one?id=desk&tab=properties"))
                .contains("clientId = desk", "appUrl = " + console.issuer + "/desk");
        assertThat(page("/applications/one?id=desk&tab=library"))
                .contains("redirect_uri", console.issuer + "/desk/saoma/callback", "backchannel_logout_uri", "S256");
        assertThat(page("/applications/one?id=desk&tab=html")).doesNotContain("id=\"snippet\"");

        create("kind", "page", "clientId", "stall", "name", "Stall", "origins", "http://127.0.0.1:8099");
        assertThat(page("/applications/one?id=stall"))
                .contains("appId: &quot;stall&quot;", "appHost: &quot;" + console.issuer + "&quot;");

        assertThat(signsIn(wiki())).isTrue();
        assertThat(page("/applications")).contains("Order &lt;desk&gt;", "stall", "wiki", "crm", "文件第 4 行");
        assertThat(page("/applications?language=en")).contains("file, line 4", "here");
        assertThat(page("/audit"))
                .contains("Application added", "Client secret created")
                .doesNotContain(secret);
    }

    @Test
    @DisplayName("5B: what is wrong is said at its field, in the language of the page, and nothing is saved")
    void mistakes_areSaidAtTheirFields() {
        long before = console.audited(owner);
        HttpResponse<String> wrong = create(
                "kind",
                "library",
                "clientId",
                "a b",
                "name",
                "N",
                "redirectUris",
                "https://x.example.com/*\nhttps://x.example.com/#y\nhttp://x.example.com/");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "id=\"redirectUris-wrong\"",
                        "“https://x.example.com/*”: 不能用通配符",
                        "不能含片段",
                        "请用 https",
                        "id=\"clientId-wrong\"",
                        "aria-invalid=\"true\"",
                        "https://x.example.com/#y");
        HttpResponse<String> war = create("kind", "war", "clientId", "desk", "name", "D", "appUrl", "ftp://desk/");
        assertThat(war.statusCode()).isEqualTo(422);
        assertThat(war.body()).contains("id=\"appUrl-wrong\"", "value=\"ftp://desk/\"");
        for (String id : List.of("crm", "saoma-console")) {
            int status = create(
                            "kind", "library", "clientId", id, "name", "N", "redirectUris", PageUnderTest.CRM_CALLBACK)
                    .statusCode();
            assertThat(status).as(id).isIn(409, 422);
        }
        assertThat(console.audited(owner)).isEqualTo(before);
    }

    @Test
    @DisplayName("5B: a secret is rotated with overlap, its last use shown, then the old one ended")
    void secret_isRotatedWithOverlap() {
        String first = wiki();
        assertThat(signsIn(first)).isTrue();
        console.clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> again = console.write(
                owner,
                "/applications/secret",
                Map.of("id", "wiki", "version", version(page("/applications/one?id=wiki")), "othersEnd", "P1D"));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        String second = ConsoleUnderTest.code(again);
        assertThat(signsIn(first)).isTrue();
        assertThat(signsIn(second)).isTrue();
        assertThat(signsIn(second + "x")).isFalse();

        console.clock.advance(Duration.ofDays(1).plusMinutes(1));
        owner = console.owner("a2");
        assertThat(signsIn(first)).as("its time is over").isFalse();
        assertThat(signsIn(second)).isTrue();
        String one = page("/applications/one?id=wiki&language=en");
        assertThat(one).contains("Ended", "Valid");

        Matcher link = Pattern.compile("/applications/end\\?id=wiki&amp;secret=([A-Za-z0-9]+)")
                .matcher(one);
        link.find();
        assertThat(link.find()).as("two secrets").isTrue();
        String confirm = page("/applications/end?id=wiki&secret=" + link.group(1));
        Map<String, String> end =
                Map.of("id", "wiki", "secret", link.group(1), "version", version(confirm), "typed", "wiki");
        assertThat(console.write(owner, "/applications/end", end).statusCode()).isEqualTo(303);
        assertThat(signsIn(second)).as("ended at once").isFalse();
    }

    @Test
    @DisplayName("5B: an application is edited by version, and removed on a page of its own")
    void application_isEditedAndRemoved() {
        String secret = wiki();
        String form = page("/applications/edit?id=wiki");
        Map<String, String> change = new LinkedHashMap<>(Map.of(
                "id",
                "wiki",
                "name",
                "Encyclopedia",
                "redirectUris",
                PageUnderTest.CRM_CALLBACK,
                "admission.roles",
                "staff"));
        change.put("version", version(form));
        assertThat(console.write(owner, "/applications/change", change).statusCode())
                .isEqualTo(303);
        assertThat(console.write(owner, "/applications/change", change).statusCode())
                .isEqualTo(409);
        Map<String, String> request = Browser.crm();
        request.put("client_id", "wiki");
        Browser browser = new Browser(console.issuer);
        assertThat(browser.authorize(request).body()).contains("Encyclopedia");
        assertThat(browser.callback(browser.begin(request), "r1").statusCode())
                .as("lacks the role")
                .isEqualTo(403);

        change.put("version", version(page("/applications/edit?id=wiki")));
        change.put("redirectUris", "https://x.example.com/*");
        HttpResponse<String> wrong = console.write(owner, "/applications/change", change);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("redirectUris-wrong", "name=\"version\"", "Encyclopedia");

        String confirm = page("/applications/remove?id=wiki");
        Map<String, String> remove = Map.of("id", "wiki", "version", version(confirm), "typed", "wiki");
        assertThat(console.write(owner, "/applications/remove", remove).statusCode())
                .isEqualTo(303);
        assertThat(browser.authorize(request).statusCode()).isEqualTo(400);
        assertThat(page("/applications")).doesNotContain("wiki");
        assertThat(page("/audit")).contains("删除应用").doesNotContain(secret);
    }

    @Test
    @DisplayName("5B: what stands in the file names its line, cannot be saved, and its form ends in YAML to copy")
    void applicationOfTheFile_endsInYaml() {
        String form = page("/applications/edit?id=crm");
        assertThat(form)
                .contains("文件第 4 行", "method=\"get\"", "id=\"yaml\"", "客户管理")
                .doesNotContain("name=\"version\"");
        assertThat(form).doesNotContain(PageUnderTest.CRM_SECRET, "console.readOnly");
        String draft = page("/applications/edit?draft=1&id=crm&name=CRM&redirectUris="
                + Browser.encode("https://crm.example.com/a\r\nhttps://crm.example.com/b") + "&admission.roles=staff");
        assertThat(draft)
                .contains(
                        "clientId: crm", "name: CRM", "- https://crm.example.com/b", "roles:", "clientSecret: ${env:");
        assertThat(console.write(owner, "/applications/change", Map.of("id", "crm", "version", "1", "name", "X"))
                        .statusCode())
                .isEqualTo(409);
        Browser auditor = console.administrator(owner, "Au", "auditor", "e");
        assertThat(auditor.get("/applications/edit?id=crm").statusCode()).isEqualTo(200);
        assertThat(auditor.get("/applications").body()).doesNotContain("/applications/new");
    }

    @Test
    @DisplayName("5B: a client id in file and database changes nothing, and is reported on both sides")
    void clientIdInBoth_changesNothing() {
        String secret = wiki();
        try (LogLines log = new LogLines()) {
            console.follow(yaml -> yaml.replace(
                    "  - { clientId: shop,",
                    "  - { clientId: wiki, name: Other, redirectUris: [\"https://o.example.com/\"] }\n"
                            + "  - { clientId: shop,"));
            assertThat(log.with("CANNOT BE USED")).singleElement().asString().contains("wiki", "line 5");
            assertThat(page("/applications")).contains("database.applications.wiki.clientId", "line 5");
            assertThat(signsIn(secret)).as("the settings before stay").isTrue();
            assertThat(console.doctor()).contains("database.applications.wiki.clientId", "line 5");
            console.follow(yaml -> yaml.replaceAll("  - \\{ clientId: wiki,.*\n", ""));
            assertThat(page("/applications")).doesNotContain("line 5");
            assertThat(console.doctor()).doesNotContain("database.applications");
        }
    }

    @Test
    @DisplayName("5B: after a restart applications of the database are there; without a console they are not read")
    void restart_keepsApplications() {
        String secret = wiki();
        console.restart();
        assertThat(signsIn(secret)).isTrue();
    }
}
