package dev.saoma.e2e.support;

import dev.saoma.demo.Loopback;
import dev.saoma.page.HostedPage;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxTimings;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A hosted page with difficult branding: a colour too pale for text, one too dark for the dark theme, names of the maximum
 * length, a logo as wide as a line. It has no official account either.
 */
public final class BrandedPage implements AutoCloseable {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String APPLICATION = "http://localhost:8099";
    private static final String LOGO = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 60\">"
            + "<rect width=\"900\" height=\"60\" fill=\"#c40\"/></svg>";

    private final WeChatSandbox wechat;
    private final HostedPage page;

    private BrandedPage(WeChatSandbox wechat, HostedPage page) {
        this.wechat = wechat;
        this.page = page;
    }

    /** Starts the page, with its files in {@code folder}. */
    public static BrandedPage start(Path folder) throws IOException {
        WeChatSandbox wechat = WeChatSandbox.builder()
                .app("wx0000000000b4a2d0", SECRET, "Branded", "127.0.0.1")
                .timings(SandboxTimings.quick())
                .port(0)
                .start();
        Files.writeString(folder.resolve("logo.svg"), LOGO);
        ServerSocketChannel socket = Loopback.bind(0);
        String yaml =
                yaml("http://127.0.0.1:" + Loopback.port(socket), wechat.uri().toString());
        return new BrandedPage(
                wechat, HostedPage.start(PageSettings.parse(yaml, folder, Map.of("WECHAT_SECRET", SECRET)), socket));
    }

    private static String yaml(String issuer, String wechat) {
        return """
                issuer: %s
                wechat: { appId: wx0000000000b4a2d0, appSecret: "${env:WECHAT_SECRET}", openUrl: "%s", apiUrl: "%s" }
                branding:
                  name: 华东地区竹编工艺品生产加工与国际贸易联合股份有限公司 · Bamboo
                  logo: logo.svg
                  colours: { accent: "#ffe866", accentDark: "#14145a" }
                  texts:
                    headline: { zh-CN: 使用企业微信扫码登录员工与合作伙伴服务门户, en: Sign in to the portal of staff and partners }
                    note: { zh-CN: 遇到问题请拨打 1234。, en: Call 1234 if you need help with signing in. }
                    footer: 沪ICP备00000000号-1 · 沪公网安备 31000000000000号
                  links:
                    - { label: { zh-CN: 隐私政策, en: Privacy }, url: "https://bamboo.example/privacy" }
                    - { label: { zh-CN: 服务条款, en: Terms of service }, url: "https://bamboo.example/terms" }
                applications:
                  - clientId: long
                    name: Kundenbeziehungsmanagementsystem_für_Vertriebsmitarbeitende
                    redirectUris: ["%s/callback"]
                """.formatted(issuer, wechat, wechat, APPLICATION);
    }

    /** Returns an address that shows its login page. */
    public String authorize() {
        return Guide.authorize(page.issuer(), "long", APPLICATION + "/callback", "");
    }

    /** Returns an address that it does not have. */
    public String nowhere() {
        return page.issuer() + "/nowhere";
    }

    @Override
    public void close() {
        page.close();
        wechat.close();
    }
}
