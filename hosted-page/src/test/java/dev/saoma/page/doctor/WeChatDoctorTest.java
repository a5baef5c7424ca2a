package dev.saoma.page.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.ConnectProxy;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor finds out from WeChat: credentials, callback domain, and that WeChat cannot be reached. */
class WeChatDoctorTest extends DoctorFixture {
    @ParameterizedTest
    @CsvSource({
        "40013, credentials.appId, 'wechat.appId'",
        "40125, credentials.secret, 'wechat.appSecret'",
        "40243, credentials.frozen, 'Unfreeze'",
        "48001, credentials.other, 'permission'"
    })
    @DisplayName("C14: AppID or AppSecret that WeChat does not accept")
    void errcode_isPutIntoWords(int errcode, String key, String text) {
        wechat.answersToken(WeChatStub.error(errcode));

        assertThat(said(examine(), key))
                .startsWith("WRONG")
                .contains(text)
                .contains("wx0123456789abcdef")
                .doesNotContain("rid: 61a969fa");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri 参数错误, callback.port, 授权回调域",
        "Scope 参数错误或没有 Scope 权限, callback.scope, 网站应用",
        "appid 参数错误, credentials.appId, 40013",
        "该链接无法访问, callback.link, 该链接无法访问",
        "redirect_uri 参数错误 10039, callback.scheme, another scheme than http"
    })
    void errorPage_isPutIntoWords(String shown, String key, String text) {
        wechat.showsInPlaceOfTheCode("<html><body><p>" + shown + "</p></body></html>");

        assertThat(said(examine(), key)).startsWith("WRONG").contains(text);
    }

    @Test
    void callbackDomain_isSpelledOut() {
        wechat.showsInPlaceOfTheCode("redirect_uri 参数错误");

        // Nothing responds there: .invalid names never exist.
        List<Finding> findings = examine(URI.create("https://login.saoma.invalid"), "");

        assertThat(said(findings, "callback.domain"))
                .contains("https://login.saoma.invalid/wechat/callback")
                .contains("exactly login.saoma.invalid –");
        assertThat(findings).extracting(Finding::key).containsAnyOf("issuer.unreachable", "issuer.silent");
    }

    @Test
    @DisplayName("a page that is not known is no good sign")
    void unfamiliarPage_isWrong() {
        wechat.showsInPlaceOfTheCode("<html>something new</html>");

        assertThat(said(examine(), "callback.unfamiliar"))
                .startsWith("WRONG")
                .contains("/connect/qrconnect?appid=wx0123456789abcdef");
    }

    @Test
    void weChatThatDoesNotAnswer_isSaid() {
        wechat.close();

        assertThat(examine())
                .filteredOn(f -> f.key().equals("wechat.unreachable"))
                .hasSize(2);
    }

    @Test
    void officialAccount_isAskedForToo() {
        String account = ", officialAccount: { appId: wx00000000000000ff, appSecret: " + SECRET + " }";
        wechat.answersToken(
                call -> WeChatStub.error(call.parameters().get("appid").equals("wx00000000000000ff") ? 40164 : 40029));

        assertThat(said(examine(issuer(), account), "credentials.address"))
                .contains("wx00000000000000ff", "IP白名单", "wechat.officialAccount");
    }

    @Test
    @DisplayName("what the proxy answers is reported as the proxy's response")
    void proxyInTheWay_isNamed() {
        try (ConnectProxy proxy = new ConnectProxy(page.getAddress().getPort()).requires("page", "password-of-it")) {
            PageSettings settings = PageSettings.parse("""
                    issuer: https://login.test
                    wechat: { appId: wx0123456789abcdef, appSecret: %s, openUrl: "https://o.test", apiUrl: "https://a.test" }
                    applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                    outbound: { proxy: "http://page:not-the-password@%s" }
                    """.formatted(SECRET, proxy.address()), directory, Map.of());

            List<Finding> findings = doctor().examine(settings).get("default");

            assertThat(said(findings, "outbound.proxy")).contains(proxy.address(), "outbound.proxy");
            assertThat(said(findings, "wechat.unreachable")).contains("the proxy " + proxy.address(), "407");
            assertThat(said(findings, "issuer.unreachable")).contains("the proxy " + proxy.address(), "407");
            assertThat(findings.toString()).doesNotContain("not-the-password", SECRET);
        }
    }
}
