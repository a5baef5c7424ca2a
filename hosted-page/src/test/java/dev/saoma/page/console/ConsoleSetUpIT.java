package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The screens about the settings: WeChat, the look, and the settings as YAML. */
@Timeout(300)
class ConsoleSetUpIT {
    private static final String LOOK = """
            branding:
              name: 山海
              colours: { accent: "#0052d9" }
              texts: { note: 有事请找小林 }
              links: [{ label: 隐私, url: "http://127.0.0.1/privacy" }]
            """;

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

    private static String unescaped(String html) {
        return html.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    }

    /** Returns the YAML that a page offers to copy. */
    private static String yaml(HttpResponse<String> page) {
        Matcher matcher =
                Pattern.compile("(?s)<pre [^>]*id=\"yaml\"[^>]*>(.*?)</pre>").matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return unescaped(matcher.group(1));
    }

    @Test
    @DisplayName("5B: the WeChat screen has what to copy, how many applications share it, and the doctor; no secret")
    void wechat_showsWhatToCopyAndWhatTheDoctorFinds() {
        HttpResponse<String> page = owner.get("/wechat");

        assertThat(page.body())
                .contains(PageUnderTest.APP_ID, ">127.0.0.1<", "共用这个网站应用的应用：2 个", ">crm<", ">shop<")
                .doesNotContain(PageUnderTest.APP_SECRET, ">saoma-console<");
        assertThat(yaml(page))
                .startsWith("wechat:\n")
                .contains("appId: " + PageUnderTest.APP_ID, "appSecret: ${env:WECHAT_APP_SECRET}");
        assertThat(console.write(owner, "/wechat/look", Map.of()).statusCode()).isEqualTo(303);
        console.await(owner, "/wechat", "class=\"findings\"");
        assertThat(owner.get("/wechat").body()).doesNotContain("signing.key", "data-poll");
    }

    @Test
    @DisplayName("5B: the look is tried out on the real templates, in a frame that runs, sends and reads nothing")
    void preview_isTheRealTemplateInASandbox() {
        for (String page :
                List.of("login", "continue", "phone", "waiting", "not_admitted", "wechat_unreachable", "sign_out")) {
            for (String theme : List.of("light", "dark")) {
                for (String language : List.of("zh-CN", "zh-TW", "en")) {
                    HttpResponse<String> preview =
                            owner.get("/look/preview?page=" + page + "&theme=" + theme + "&in=" + language);
                    assertThat(preview.statusCode()).isEqualTo(200);
                    assertThat(preview.headers().allValues("Set-Cookie")).isEmpty();
                    assertThat(preview.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
                    assertThat(preview.headers()
                                    .firstValue("Content-Security-Policy")
                                    .orElseThrow())
                            .contains(
                                    "default-src 'none'", "form-action 'none'", "; sandbox;", "frame-ancestors 'self'")
                            .doesNotContain("script-src", "connect-src");
                    assertThat(preview.body())
                            .contains("lang=\"" + language + "\"", "山海", "/look/" + theme + "/assets/brand-")
                            .doesNotContain("<script");
                }
            }
        }
        String dark = owner.get("/look/preview?theme=dark").body();
        String css = dark.replaceAll("(?s).*href=\"(/look/dark/assets/page-[^\"]+)\".*", "$1");
        HttpResponse<String> file = console.browser().get(css);
        assertThat(file.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
        assertThat(file.body()).contains("@media all {").doesNotContain("prefers-color-scheme");
        assertThat(console.browser().get("/look/preview").statusCode())
                .as("without a session")
                .isEqualTo(303);
        assertThat(owner.get("/look/preview?theme=blue").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("5B: contrast is judged at once by the settings' own rule, and the form ends in YAML")
    void look_isJudgedAndWritten() {
        Map<String, String> draft = new LinkedHashMap<>();
        draft.put("draft", "1");
        draft.put("name", "新名");
        draft.put("accent", "#ffe14d");
        draft.put("link1.zh-CN", "隐私");
        draft.put("link1.url", "http://127.0.0.1/privacy");
        draft.put("headline.zh-CN", "欢迎");
        draft.put("headline.zh-TW", "歡迎");
        draft.put("headline.en", "<script>alert(1)</script>");

        HttpResponse<String> page = owner.get("/look?" + Browser.query(draft));

        assertThat(page.body()).contains("由所选颜色调整到清晰可读", " : 1").doesNotContain("<script>alert");
        assertThat(yaml(page))
                .contains("name: 新名", "accent: '#ffe14d'", "zh-CN: 欢迎", "zh-CN: 隐私", "url: http://127.0.0.1/privacy")
                .doesNotContain("小林");
        HttpResponse<String> preview = owner.get("/look/preview?in=en&" + Browser.query(draft));
        assertThat(preview.body()).contains("新名", "&lt;script&gt;alert(1)").doesNotContain("<script>");
        assertThat(new Browser(console.issuer).get("/sign-in").body())
                .as("nothing is in use")
                .doesNotContain("新名");

        draft.put("accent", "red");
        assertThat(owner.get("/look?" + Browser.query(draft)).body()).contains("branding.colours.accent", "不是颜色。");
        draft.put("accent", "#0052d9");
        draft.put("name", "${file:/etc/passwd}");
        assertThat(owner.get("/look?" + Browser.query(draft)).body())
                .contains("引用了其他内容")
                .doesNotContain("root:");
    }

    @Test
    @DisplayName("5B: a look in the file says its line and cannot be saved; one in the database is in use at once")
    void look_isSavedWhereItsHomeIsTheDatabase() {
        String draft = "/look?draft=1&name=%E6%96%B0%E5%90%8D&accent=%230052d9&note.en=Ask+Lin";
        assertThat(owner.get(draft).body()).contains("page.yaml 第 ").doesNotContain("action=\"/look/save\"");
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("draft", "1", "name", "新名", "accent", "#0052d9", "note.en", "Ask Lin", "version", "1"));
        form.put("onAccent", "#e8f0ff");
        form.put("link1.zh-CN", "隐私");
        form.put("link1.en", "Privacy");
        form.put("link1.url", "http://127.0.0.1/privacy");
        form.put("link2.zh-CN", "条款");
        form.put("link2.url", "http://127.0.0.1/terms");
        assertThat(console.write(owner, "/look/save", form).statusCode()).isEqualTo(409);
        console.close();
        console = ConsoleUnderTest.fromFile(directory, "everybody", "");
        owner = console.owner("c2");

        assertThat(owner.get(draft).body()).contains("action=\"/look/save\"", "name=\"version\" value=\"1\"");
        HttpResponse<String> saved = console.write(owner, "/look/save", form);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);

        console.await(owner, "/look", "value=\"新名\"");
        assertThat(owner.get("/look").body()).contains("Ask Lin").doesNotContain("/look/save");
        assertThat(new Browser(console.issuer).get("/nowhere").body())
                .contains("新名", "href=\"http://127.0.0.1/privacy\"", "href=\"http://127.0.0.1/terms\"", "条款");
        assertThat(owner.get("/look").body())
                .contains(
                        "value=\"#e8f0ff\"",
                        "value=\"Privacy\"",
                        "value=\"http://127.0.0.1/terms\"",
                        "name=\"link3.url\"")
                .contains("data-guard");
        String exported = owner.get("/settings/page.yaml").body();
        assertThat(exported).contains("onAccent: '#e8f0ff'", "links:", "en: Privacy", "url: http://127.0.0.1/terms");
        assertThat(console.write(owner, "/settings/compare", Map.of("yaml", exported))
                        .body())
                .contains("没有变化：两份内容相同。");
        assertThat(owner.get("/audit").body()).contains("更改外观", "新名");
        assertThat(console.write(owner, "/look/save", form).statusCode())
                .as("an old version")
                .isEqualTo(409);
        form.put("version", "2");
        form.put("accent", "red");
        assertThat(console.write(owner, "/look/save", form).statusCode()).isEqualTo(400);
        Map<String, String> nothing = new LinkedHashMap<>(Map.of("draft", "1", "version", "2"));
        assertThat(console.write(owner, "/look/save", nothing).statusCode()).isEqualTo(303);
        console.await(owner, "/look", "maxlength=\"40\" autocomplete=\"off\" value=\"\"");
        assertThat(new Browser(console.issuer).get("/nowhere").body()).doesNotContain("新名");
    }

    @Test
    @DisplayName("5B: settings are exported without secrets, and compared without being read or changed")
    void settings_areExportedAndCompared() {
        String exported = yaml(owner.get("/settings"));
        assertThat(exported)
                .contains("${env:WECHAT_APP_SECRET}", "${env:CRM_CLIENT_SECRET}", "山海")
                .doesNotContain(PageUnderTest.APP_SECRET, PageUnderTest.CRM_SECRET);
        HttpResponse<String> file = owner.get("/settings/page.yaml");
        assertThat(file.body()).isEqualTo(exported);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("page.yaml");

        assertThat(console.write(owner, "/settings/compare", Map.of("yaml", exported))
                        .body())
                .contains("没有变化：两份内容相同。");
        String other = exported.replace("山海", "海山")
                + "extra: \"${file:/etc/passwd}\"\noutbound: { proxy: \"${env:MY_PROXY}\" }\n"
                + "more: { clientSecret: typed-in-secret-of-thirty-two-chars }\n";
        String compared =
                console.write(owner, "/settings/compare", Map.of("yaml", other)).body();
        assertThat(compared)
                .contains("<bdi>  name: 海山</bdi>", "class=\"gone\"", ">MY_PROXY<", ">MORE_CLIENT_SECRET<")
                .doesNotContain("root:", "typed-in-secret", ">WECHAT_APP_SECRET<");
        assertThat(yaml(owner.get("/settings"))).as("nothing is changed").isEqualTo(exported);
    }

    @Test
    @DisplayName("5B: import is a dry run first, then writes what belongs to the database; export has both homes")
    void import_isADryRunAndThenWrites() {
        console.close();
        console = ConsoleUnderTest.fromFile(directory, "everybody", "");
        owner = console.owner("c2");
        String exported = yaml(owner.get("/settings"));
        String wiki = """
                - clientId: wiki
                  name: Wiki
                  clientSecret: ${env:WIKI_CLIENT_SECRET}
                  redirectUris: [ "https://wiki.example.com/callback" ]
                  admission: { roles: [ staff, boss ] }
                """;
        String other = exported.replace("name: 客户管理", "name: 别名")
                        .replace("  - clientId: shop", wiki.indent(2) + "  - clientId: shop")
                + "branding: { name: 新名, texts: { note: { en: Ask Lin } } }\n";
        HttpResponse<String> compared = console.write(owner, "/settings/compare", Map.of("yaml", other));
        assertThat(compared.body())
                .contains(">新增<", ">更改<", ">在 page.yaml<", ">WIKI_CLIENT_SECRET<", "action=\"/settings/apply\"");
        assertThat(yaml(owner.get("/settings"))).as("a dry run").isEqualTo(exported);
        String wrong = other.replace("https://wiki.example.com/callback", "http://wiki.example.com/*");
        assertThat(console.write(owner, "/settings/compare", Map.of("yaml", wrong))
                        .body())
                .contains("redirectUris[0]")
                .doesNotContain("/settings/apply");
        assertThat(console.write(owner, "/settings/apply", Map.of("yaml", wrong))
                        .statusCode())
                .isEqualTo(422);
        assertThat(yaml(owner.get("/settings"))).as("all or nothing").isEqualTo(exported);

        HttpResponse<String> applied = console.write(owner, "/settings/apply", Map.of("yaml", other));
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(303);

        console.await(owner, "/test", "value=\"wiki\"");
        String after = yaml(owner.get("/settings"));
        assertThat(after)
                .contains("clientId: wiki", "${env:WIKI_CLIENT_SECRET}", "- staff", "name: 新名", "en: Ask Lin")
                .contains("name: 客户管理")
                .doesNotContain("publicClient");
        assertThat(console.write(owner, "/settings/compare", Map.of("yaml", after))
                        .body())
                .contains("没有变化：两份内容相同。", ">不变<")
                .doesNotContain("/settings/apply");
    }

    @Test
    @DisplayName("5B: script at most 6 KB, style at most 20 KB")
    void assets_areSmall() {
        String page = owner.get("/").body();
        String script = page.replaceAll("(?s).*<script src=\"([^\"]+)\".*", "$1");
        String style = page.replaceAll("(?s).*rel=\"stylesheet\" href=\"([^\"]+)\".*", "$1");
        assertThat(owner.get(script).body().length()).isBetween(1_000, 6 * 1024);
        assertThat(owner.get(style).body().length()).isBetween(1_000, 20 * 1024);
    }
}
