package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrStatus;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhoneIT {

    private static final String AUTHORIZE = Client.authorize("http://127.0.0.1:9/cb", "s1");

    private final WeChatSandbox sandbox = Client.sandbox().start();
    private final Client client = new Client(sandbox.uri());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void noQrCode_saysWhatToDo() throws Exception {
        assertThat(client.get("/phone").body()).contains("还没有二维码", "disabled");
    }

    @Test
    void newestQrCode_isInFront() throws Exception {
        String older = client.openPage(AUTHORIZE);
        String newest = client.openPage(AUTHORIZE);
        assertThat(client.get("/phone").body())
                .contains("src=\"/connect/qrcode/" + newest + "\"", "uuid=" + older)
                .doesNotContain("src=\"/connect/qrcode/" + older + "\"");
    }

    @Test
    void addressInTheQrCode_opensThePhoneInFrontOfIt() throws Exception {
        String older = client.openPage(AUTHORIZE);
        client.openPage(AUTHORIZE);
        assertThat(client.get("/connect/confirm?uuid=" + older).body())
                .contains("src=\"/connect/qrcode/" + older + "\"");
    }

    @Test
    void formsAlone_driveACompleteScan() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        SandboxUser li = sandbox.users().get(1);
        String form = "uuid=" + uuid + "&user=" + li.openid() + "&lang=zh-CN";

        String confirmation = follow(client.post("/phone/scan", form));
        assertThat(confirmation).contains("客户管理", "李娜", ">允许</button>", ">取消</button>");

        String done = follow(client.post("/phone/confirm", hiddenFieldsOf(confirmation)));
        assertThat(done).contains("登录成功");
        assertThat(sandbox.qrCode(uuid).orElseThrow().status()).isEqualTo(QrStatus.CONFIRMED);
        assertThat(sandbox.qrCode(uuid).orElseThrow().user()).contains(li);
    }

    @Test
    void cancelling_offersToScanAgain() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        String form = "uuid=" + uuid + "&user=" + sandbox.users().get(0).openid();
        client.post("/phone/scan", form);
        assertThat(follow(client.post("/phone/cancel", form))).contains("已取消登录", "再次扫描");
        assertThat(sandbox.qrCode(uuid).orElseThrow().status()).isEqualTo(QrStatus.CANCELLED);
        assertThat(follow(client.post("/phone/scan", form))).contains("允许");
    }

    @Test
    void expiredMeanwhile_isSaidNotFailed() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        String form = "uuid=" + uuid + "&user=" + sandbox.users().get(0).openid();
        client.post("/phone/scan", form);
        sandbox.expire();
        assertThat(follow(client.post("/phone/confirm", form))).contains("二维码已失效");
        assertThat(client.get("/phone?uuid=061unknown000000").body()).contains("二维码已失效");
    }

    @Test
    void language_isTheParametersElseTheBrowsers() throws Exception {
        assertThat(client.get("/phone?lang=en").body()).contains("No QR code yet", "lang=\"en\"");
        assertThat(client.get("/phone").body()).contains("还没有二维码", "lang=\"zh-CN\"");
    }

    @Test
    void hostileNickname_isEscaped() throws Exception {
        assertThat(client.get("/phone").body())
                .contains("Emma &quot;O&#39;Neil&quot; &lt;&amp;&gt;")
                .doesNotContain("<&>");
    }

    @Test
    void formFromAnotherSite_isRefused() throws Exception {
        String uuid = client.openPage(AUTHORIZE);
        HttpResponse<String> reply = client.post("/phone/scan", "uuid=" + uuid, "Origin", "https://evil.example");
        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(sandbox.qrCode(uuid).orElseThrow().status()).isEqualTo(QrStatus.WAITING);
        assertThat(client.post(
                                "/phone/scan",
                                "uuid=" + uuid,
                                "Origin",
                                sandbox.uri().toString())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void page_hasAStrictPolicyThatItsOwnElementsMeet() throws Exception {
        HttpResponse<String> page = client.get("/phone");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        Matcher nonce = Pattern.compile("script-src 'nonce-([^']+)'").matcher(policy);
        assertThat(nonce.find()).isTrue();
        assertThat(page.body())
                .contains("phone.js\" nonce=\"" + nonce.group(1) + "\"", "phone.css\" nonce=\"" + nonce.group(1) + "\"")
                .doesNotContain("style=", "onclick", "javascript:");
        assertThat(client.get("/phone").headers().firstValue("Content-Security-Policy"))
                .isNotEqualTo(Optional.of(policy));
    }

    private String follow(HttpResponse<String> reply) throws Exception {
        assertThat(reply.statusCode()).isEqualTo(303);
        return client.get(reply.headers().firstValue("Location").orElseThrow()).body();
    }

    /** Returns what a browser would send for the first form on the page. */
    private static String hiddenFieldsOf(String page) {
        Matcher field = Pattern.compile("type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"")
                .matcher(page.substring(page.indexOf("<form"), page.indexOf("</form")));
        StringBuilder form = new StringBuilder();
        while (field.find()) {
            form.append(form.length() == 0 ? "" : "&")
                    .append(field.group(1))
                    .append('=')
                    .append(field.group(2));
        }
        return form.toString();
    }
}
