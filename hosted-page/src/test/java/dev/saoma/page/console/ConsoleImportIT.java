package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings that are pasted with mistakes: each is reported with its line and what to do, and the text stays in the form. */
@Timeout(300)
class ConsoleImportIT extends ConsoleFixture {
    private static final String NEW = "applications:\n  - clientId: wiki\n    name: Wiki\n";
    private static final String GOOD = NEW + "    redirectUris: [ https://wiki.example.com/cb ]\n";
    private static final String LONG = "# " + "x".repeat(200_000);
    private static final Pattern MISTAKE = Pattern.compile("<code class=\"break\">([^<]*)</code> <bdi>([^<]*)</bdi>");
    private static final Pattern TEXTAREA = Pattern.compile("(?s)<textarea id=\"other\"[^>]*>(.*?)</textarea>");

    /**
     * What is pasted, and the response to it.
     *
     * @param mistakes the line of each mistake and a part of its text; 0 for no line
     */
    private record Paste(String text, Map<Integer, String> mistakes) {
        static Paste of(String text, int line, String said) {
            return new Paste(text, Map.of(line, said));
        }
    }

    private static Map<String, Paste> pastes() {
        Map<String, Paste> pastes = new LinkedHashMap<>();
        pastes.put("tab", Paste.of("applications:\n\t- clientId: wiki", 2, "含有制表符"));
        pastes.put("no YAML", Paste.of("branding: { name: x\nissuer: y", 1, "括号没有闭合"));
        pastes.put("quote", Paste.of("branding:\n  name: \"x\nissuer: y", 2, "引号没有闭合"));
        pastes.put("indent", Paste.of("branding:\n  name: x\n logo: y", 3, "缩进不一致"));
        pastes.put("binary", Paste.of("PK\3\4\24", 1, "U+0003"));
        pastes.put("list", Paste.of("- clientId: wiki", 1, "不是映射"));
        pastes.put("nothing", Paste.of("# only words\n", 0, "为空"));
        pastes.put("bomb", Paste.of("a: &a [ b, b ]\nc: [ *a, *a ]", 2, "引用了文本中的另一处"));
        pastes.put("deep", Paste.of("[".repeat(5_000), 1, "嵌套层级过深"));
        pastes.put("long", Paste.of(LONG, 0, "超过 200000 个字符"));
        pastes.put("unknown key", Paste.of(GOOD + "brandnig: {}", 5, "不是此版本的配置项。是不是“branding”？"));
        pastes.put("key of another version", Paste.of(GOOD + "    scopes: [ a ]", 5, "不是此版本的配置项。这里可以有："));
        pastes.put("key twice", Paste.of(GOOD + "    name: Other", 5, "写了两次"));
        pastes.put("type", Paste.of("applications: wiki", 1, "不是列表"));
        pastes.put("type of an entry", Paste.of("applications:\n  - wiki", 2, "不是映射"));
        pastes.put("type of a value", Paste.of(GOOD + "    homeUri: { a: b }", 5, "不是单个值"));
        pastes.put("no client id", Paste.of("applications:\n  - name: Wiki", 2, "缺少。"));
        pastes.put("client id twice", Paste.of(GOOD + "  - { clientId: wiki, name: Other }", 5, "用了两次"));
        pastes.put("secret without value", Paste.of(GOOD + "    clientSecret:", 5, "没有值"));
        pastes.put("no redirect URI", Paste.of(NEW, 2, "请填写此项"));
        pastes.put("address", Paste.of(NEW + "    redirectUris: [ http://wiki.example.com/cb ]", 4, "请用 https"));
        pastes.put("number", Paste.of(GOOD + "    idTokenLifetime: 3600", 5, "PT1M 至 PT24H"));
        pastes.put("boolean", Paste.of(GOOD + "    requirePkce: yes", 5, "既不是 true 也不是 false"));
        pastes.put("word", Paste.of(GOOD + "    idTokenAlgorithm: HS256", 5, "RS256"));
        pastes.put("words", Paste.of(GOOD + "    responseModes: [ query, post ]", 5, "form_post"));
        pastes.put("role", Paste.of(GOOD + "    admission: { people: some }", 5, "everybody"));
        pastes.put("colour", Paste.of("branding:\n  colours:\n    accent: red", 3, "不是颜色"));
        pastes.put("pool", Paste.of("pools:\n  - name: shop", 1, "没有名为“default”的池"));
        pastes.put(
                "several",
                new Paste(
                        "brandnig: {}\n" + NEW
                                + "    redirectUris:\n      - https://*.example.com/cb\n      - a.example.com/cb\n"
                                + "    homeUri: ftp://a",
                        Map.of(1, "不是此版本的配置项", 6, "不能用通配符", 7, "是不是“https://a.example.com/cb”？", 8, "以 https:// 开头")));
        return pastes;
    }

    private HttpResponse<String> send(String path, String text) {
        return console.write(owner, path, Map.of("yaml", text));
    }

    private static String typed(HttpResponse<String> page) {
        Matcher typed = TEXTAREA.matcher(page.body());
        assertThat(typed.find()).isTrue();
        return typed.group(1)
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Test
    @DisplayName(
            "5B: each mistake in pasted settings is shown with its line and a fix, in the page's language; the text stays")
    void mistakes_areToldWithTheirLines() {
        String before = owner.get("/settings/page.yaml").body();
        long audited = console.audited(owner);
        pastes().forEach((kind, paste) -> {
            for (String path : List.of("/settings/compare", "/settings/apply")) {
                HttpResponse<String> page = send(path, paste.text());
                assertThat(page.statusCode()).as(kind).isIn(200, 422);
                assertThat(page.body()).as(kind).doesNotContain("action=\"/settings/apply\"");
                paste.mistakes()
                        .forEach((line, said) -> assertThat(page.body().lines())
                                .as(kind)
                                .anyMatch(html -> html.contains(said)
                                        && (line == 0 || html.contains("<a href=\"#other\">第 " + line + " 行</a>"))));
                Matcher mistakes = MISTAKE.matcher(page.body());
                int found = 0;
                while (mistakes.find()) {
                    found++;
                    assertThat(mistakes.group(2)).as(kind).doesNotContainPattern("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}");
                }
                assertThat(found).as(kind).isEqualTo(paste.mistakes().size());
                assertThat(typed(page)).as("%s: the text stays", kind).isEqualTo(paste.text());
            }
        });
        assertThat(console.audited(owner)).isEqualTo(audited);
        assertThat(owner.get("/settings/page.yaml").body()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "5B: pasted settings keep their comments, lose their secrets; BOM and Windows line ends are no mistake")
    void text_isKeptWithoutSecrets() {
        String text = "\uFEFF# ours\r\nwechat: { appId: wxfedcba9876543210, appSecret: " + PageUnderTest.APP_SECRET
                + " } # here\r\n" + GOOD.replace("\n", "\r\n");

        HttpResponse<String> page = send("/settings/compare", text);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("href=\"/settings?language=en\"")
                .contains("# ours", "# here", ">wiki<", "action=\"/settings/apply\"")
                .doesNotContain("id=\"mistakes\"", PageUnderTest.APP_SECRET);
        String broken = send("/settings/compare", "\tx: y\nappSecret: \"" + PageUnderTest.APP_SECRET + "\"\n")
                .body();
        assertThat(broken).contains("id=\"mistakes\"").doesNotContain(PageUnderTest.APP_SECRET);
    }

    @Test
    @DisplayName("5B: an application keeps its kind; what is too large for a form is said to be")
    void otherKindAndTooLarge_areTold() {
        assertThat(send("/settings/apply", GOOD).statusCode()).isEqualTo(303);
        console.await(owner, "/test", "value=\"wiki\"");
        HttpResponse<String> other = send("/settings/compare", GOOD + "    clientSecret: ${env:WIKI}\n");
        assertThat(other.body()).contains("<a href=\"#other\">第 5 行</a>", "应用的种类（有无密钥）不能更改");
        HttpResponse<String> large = send("/settings/compare", "x".repeat(600_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("内容过大", "512 KB");
    }
}
