package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application's form says about an address while it is typed. */
@Timeout(300)
class ConsoleAddressesIT extends ConsoleFixture {
    private String said(String kind, String field, String typed, String language) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("kind", kind);
        query.put("draft", "1");
        query.put(field, typed);
        query.put("language", language);
        String page = owner.get("/applications/new?" + Browser.query(query)).body();
        assertThat(page).contains("id=\"" + field + "-typed\"");
        return page.replaceAll("(?s).*id=\"" + field + "-typed\"[^>]*>(.*?)</div>.*", "$1");
    }

    private static Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("crm.example.cn/cb", "请写完整地址，以 https:// 开头。是不是“https://crm.example.cn/cb”？");
        wrong.put("http://crm.example.cn/cb", "请用 https");
        wrong.put("http://192.168.1.5:8080/cb", "是不是“https://192.168.1.5:8080/cb”？");
        wrong.put("https://*.example.cn/cb", "不能用通配符：请写出每个完整地址。");
        wrong.put("https://crm.example.cn/cb#a", "不能含片段");
        wrong.put("https://CRM.example.cn/cb", "须为小写，不含下划线。是不是“https://crm.example.cn/cb”？");
        wrong.put("https://crm.example.cn./cb", "主机名末尾不能有点。是不是“https://crm.example.cn/cb”？");
        wrong.put("https://c_rm.example.cn/cb", "须为小写，不含下划线。");
        wrong.put("https：//crm.example.cn/cb", "全角标点");
        wrong.put("https://me@crm.example.cn/cb", "不能有用户名");
        wrong.put("https://crm.example.cn/a/../cb", "路径中不能有");
        wrong.put("https://crm.example.cn:0/cb", "没有这样的端口");
        return wrong;
    }

    @Test
    @DisplayName("5B: an address is judged by the settings' own rules as it is typed: what would match, or the fix")
    void addresses_areJudged() {
        wrong().forEach((typed, text) -> {
            assertThat(said("library", "redirectUris", "https://a.example.cn/cb\n" + typed, "zh-CN"))
                    .as(typed)
                    .contains("“" + typed + "”: ", text, "只匹配 https://a.example.cn/cb；主机 a.example.cn。");
            for (String language : new String[] {"zh-TW", "en"}) {
                assertThat(said("library", "redirectUris", typed, language))
                        .as(typed)
                        .contains("class=\"wrong\"");
            }
        });
        assertThat(said("library", "redirectUris", "http://localhost:8080/cb", "zh-CN"))
                .contains("主机 localhost。这是用户自己的机器：仅供开发使用。")
                .doesNotContain("wrong");
        assertThat(said("library", "postLogoutRedirectUris", "https://203.0.113.7/out", "en"))
                .contains("host 203.0.113.7. This is an IP address");
        assertThat(said("page", "origins", "https://shop.example.cn/", "en"))
                .contains("Did you mean &quot;https://shop.example.cn&quot;?");
        assertThat(said("page", "origins", "https://shop.example.cn", "en"))
                .contains("Scripts at https://shop.example.cn, whatever the path; host shop.example.cn.");
        assertThat(said("war", "appUrl", "https://crm.example.cn/crm/", "en"))
                .contains("Matches https://crm.example.cn/crm/saoma/callback and nothing else; host crm.example.cn.");
        assertThat(said("library", "redirectUris", "<script>", "en")).doesNotContain("<script>");
        assertThat(owner.get(
                                "/applications/new?kind=library&draft=1&redirectUris=https%3A%2F%2Fa.example.cn%2F&name=Mine")
                        .body())
                .as("an address cannot fill the form in")
                .doesNotContain("Mine", ">https://a.example.cn/</textarea>");
    }
}
