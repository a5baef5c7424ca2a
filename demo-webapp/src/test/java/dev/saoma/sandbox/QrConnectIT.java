package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.saoma.sandbox.qr.QrCode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("the sign-in page")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QrConnectIT {

    private static final String CALLBACK = "http://127.0.0.1:9/cb";
    private static final String AUTHORIZE = Client.authorize(CALLBACK, "s1");

    private final WeChatSandbox sandbox = Client.sandbox().start();
    private final Client client = new Client(sandbox.uri());

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void qrImage_isAJpegThatSaysTheConfirmAddress() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        HttpResponse<byte[]> image = client.bytes("/connect/qrcode/" + uuid);
        assertThat(image.headers().firstValue("Content-Type")).contains("image/jpeg");
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(
                new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(image.body())))));
        assertThat(new QRCodeReader().decode(bitmap).getText())
                .isEqualTo(sandbox.uri() + "/connect/confirm?uuid=" + uuid);
    }

    @Test
    void everyLoad_getsItsOwnQrCode() throws Exception {
        assertThat(client.openPage(AUTHORIZE)).isNotEqualTo(client.openPage(AUTHORIZE));
    }

    @Test
    void xmlVariant_namesAFreshQrCode() throws Exception {
        HttpResponse<String> reply = client.get(AUTHORIZE + "&f=xml");
        assertThat(reply.body()).containsPattern("<uuid><!\\[CDATA\\[[0-9A-Za-z_-]{16}]]></uuid>");
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
    }

    @Test
    void withoutStylelite_isTheOldLook() throws Exception {
        assertThat(client.get(AUTHORIZE).body())
                .contains("impowerBox", "请使用微信扫描二维码登录", "“客户管理”", "<title>微信登录</title>");
    }

    @Test
    void withStylelite_isTheNewLook() throws Exception {
        assertThat(client.get(AUTHORIZE + "&stylelite=1").body())
                .contains("web_qrcode_panel", "使用微信扫一扫登录", "data-scheme=\"light\"");
        assertThat(client.get(AUTHORIZE + "&stylelite=1&color_scheme=dark").body())
                .contains("data-scheme=\"dark\"");
        assertThat(client.get(AUTHORIZE + "&stylelite=1&color_scheme=auto").body())
                .contains("data-scheme=\"auto\"");
    }

    @Test
    void langEn_isEnglish() throws Exception {
        assertThat(client.get(AUTHORIZE + "&lang=en").body()).contains("Scan the QR code with WeChat to log in");
    }

    @Test
    void ownStyleSheet_isLinkedInTheOldLookOnly() throws Exception {
        String href = "&href=data%3Atext%2Fcss%3Bbase64%2CLmF7fQ%3D%3D";
        String link = "href=\"data:text/css;base64,LmF7fQ==\"";
        assertThat(client.get(AUTHORIZE + href).body()).contains(link);
        assertThat(client.get(AUTHORIZE + href + "&stylelite=1").body()).doesNotContain(link);
        assertThat(client.get(AUTHORIZE + "&href=https%3A%2F%2Fcdn.example.com%2Fa.css")
                        .body())
                .contains("https://cdn.example.com/a.css");
        assertThat(client.get(AUTHORIZE + "&href=javascript%3Aalert(1)").body()).doesNotContain("javascript:");
    }

    @Test
    void hostileParameters_areEscaped() throws Exception {
        String redirectUri = CALLBACK + "?x=\"><script>alert(1)</script>";
        assertThat(client.get(Client.authorize(redirectUri, "%22%3E%3Cscript%3E"))
                        .body())
                .contains("&quot;&gt;&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert");
    }

    @Test
    void unknownParametersAndAnyOrder_areTolerated() throws Exception {
        assertThat(client.openPage(
                        "/connect/qrconnect?state=&nonce=1&_=2&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb&response_type=code&scope=snsapi_login&appid="
                                + Client.APP_ID))
                .isNotEmpty();
    }

    @Test
    void mistakes_areSmallPagesWithStatus200() throws Exception {
        assertErrorPage("/connect/qrconnect?appid=wxunknown&scope=snsapi_login&redirect_uri=x", "appid 参数错误");
        assertErrorPage("/connect/qrconnect", "appid 参数错误");
        assertErrorPage(AUTHORIZE.replace("snsapi_login", "snsapi_userinfo"), "Scope 参数错误或没有 Scope 权限");
        assertErrorPage(AUTHORIZE.replace("snsapi_login", "snsapi_login,snsapi_base"), "Scope 参数错误或没有 Scope 权限");
        assertErrorPage(AUTHORIZE.replace("scope=snsapi_login&", ""), "Scope 参数错误或没有 Scope 权限");
        assertErrorPage(Client.authorize("http://localhost:9/cb", "s"), "redirect_uri 参数错误");
        assertErrorPage(Client.authorize("", "s"), "redirect_uri 参数错误");
        assertErrorPage(AUTHORIZE + "&response_type=token", "该链接无法访问");
    }

    @Test
    void callback_keepsStateAsItWasEncoded() throws Exception {
        String uuid = client.openPage(Client.authorize(CALLBACK + "?a=b", "x%2By+%E4%BD%A0"));
        QrCode qr = sandbox.qrCode(uuid).orElseThrow();
        qr.scanAs(sandbox.users().get(0));
        qr.confirm();
        assertThat(qr.callback().orElseThrow().toString())
                .matches("http://127\\.0\\.0\\.1:9/cb\\?a=b&code=[0-9A-Za-z]{32}&state=x%2By\\+%E4%BD%A0");
    }

    @Test
    void picture_isServedInEverySize() throws Exception {
        for (int size : new int[] {0, 46, 64, 96, 132}) {
            HttpResponse<byte[]> picture = client.bytes("/mmopen/vi_32/zhangwei/" + size);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth())
                    .isEqualTo(size == 0 ? 640 : size);
        }
        assertThat(client.get("/mmopen/vi_32/zhangwei/99").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownAddress_saysWhatThereIs() throws Exception {
        HttpResponse<String> reply = client.get("/connect/oauth2/elsewhere");
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("/connect/qrconnect");
        assertThat(client.get("/connect/qrcode/061unknown000000").statusCode()).isEqualTo(404);
        assertThat(client.post("/connect/qrconnect", "appid=1").statusCode()).isEqualTo(405);
    }

    private void assertErrorPage(String path, String text) throws Exception {
        HttpResponse<String> reply = client.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains(text).doesNotContain("<script").hasSizeLessThan(1000);
    }
}
