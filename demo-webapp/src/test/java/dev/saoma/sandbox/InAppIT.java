package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.sandbox.model.SandboxUser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("inside WeChat")
class InAppIT {
    private static final String ACCOUNT = "wx00000000000acc01";
    private static final String SECRET = "fedcba9876543210fedcba9876543210";
    private static final String CALLBACK = encoded("http://127.0.0.1:8081/cb");
    private static final String WECHAT = "Mozilla/5.0 (Linux; Android 14) Mobile MicroMessenger/8.0.53";

    private final ManualClock clock = new ManualClock();
    private final WeChatSandbox sandbox = Client.sandbox()
            .officialAccount(ACCOUNT, SECRET, "服务号", "127.0.0.1")
            .clock(clock)
            .start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void outsideWeChat_saysSo() throws Exception {
        assertThat(get(authorize("snsapi_userinfo"), "Mozilla/5.0 (X11; Linux)").body())
                .contains("请在微信客户端打开链接");
    }

    @Test
    void question_namesTheAccount() throws Exception {
        assertThat(get(authorize("snsapi_userinfo"), WECHAT).body())
                .contains("<h1>服务号</h1>")
                .contains("申请获取并验证你的昵称、头像");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redirect_uri=URI&appid=APP&response_type=code&scope=snsapi_userinfo&state=s | 没有 Scope 权限",
                "appid=APP&redirect_uri=URI&scope=snsapi_userinfo&response_type=code&state=s | 没有 Scope 权限",
                "appid=&redirect_uri=URI&response_type=code&scope=snsapi_userinfo&state=s | 10012",
                "appid=wxnosuch&redirect_uri=URI&response_type=code&scope=snsapi_userinfo&state=s | appid 参数错误",
                "appid=APP&redirect_uri=URI&response_type=code&scope=snsapi_login&state=s | 10005",
                "appid=WEBSITE&redirect_uri=URI&response_type=code&scope=snsapi_userinfo&state=s | 10005",
                "appid=APP&redirect_uri=https%3A%2F%2Fevil.example%2F&response_type=code&scope=snsapi_base&state=s | 10003",
                "appid=APP&redirect_uri=URI&response_type=code&scope=snsapi_base&state=with-dash | state 参数过长",
                "appid=APP&redirect_uri=URI&response_type=token&scope=snsapi_base&state=s | 该链接无法访问"
            })
    void wrongParameters_areRefusedOnAPage(String query, String text) throws Exception {
        String parameters =
                query.replace("URI", CALLBACK).replace("APP", ACCOUNT).replace("WEBSITE", Client.APP_ID);

        HttpResponse<String> reply = get("/connect/oauth2/authorize?" + parameters, WECHAT);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains(text);
    }

    @Test
    void accountInTheQrCodePage_isRefused() throws Exception {
        String page = get(
                        "/connect/qrconnect?appid=" + ACCOUNT + "&redirect_uri=" + CALLBACK
                                + "&response_type=code&scope=snsapi_login&state=s",
                        WECHAT)
                .body();

        assertThat(page).contains("Scope 参数错误或没有 Scope 权限");
    }

    @Test
    void base_answersInSilence_withTheOpenidAlone() throws Exception {
        HttpResponse<String> reply = get(authorize("snsapi_base"), WECHAT);
        assertThat(reply.statusCode()).isEqualTo(303);

        JsonObject tokens = exchange(code(reply), ACCOUNT, SECRET);

        assertThat(tokens.get("scope").getAsString()).isEqualTo("snsapi_base");
        assertThat(tokens.has("unionid")).isFalse();
        assertThat(userinfo(tokens).get("errcode").getAsInt()).isEqualTo(48001);
    }

    @Test
    void allowed_isTheSamePersonAsOnTheWebsite_withAnotherOpenid() throws Exception {
        SandboxUser zhang = sandbox.users().get(0);

        JsonObject tokens = exchange(code(answer("allow", "false")), ACCOUNT, SECRET);

        assertThat(tokens.get("unionid").getAsString()).isEqualTo(zhang.unionid());
        assertThat(tokens.get("openid").getAsString())
                .isNotEqualTo(zhang.openid())
                .hasSize(28);
        assertThat(tokens.get("scope").getAsString()).isEqualTo("snsapi_userinfo");
        assertThat(tokens.has("is_snapshotuser")).isFalse();
        assertThat(userinfo(tokens).get("nickname").getAsString()).isEqualTo(zhang.nickname());
    }

    @Test
    void questionThatNobodyClickedFor_isASnapshotPage() throws Exception {
        String hidden = "<p class=\"snapshot\" id=\"snapshot\" hidden>";
        HttpRequest clicked = HttpRequest.newBuilder(URI.create(sandbox.uri() + authorize("snsapi_userinfo")))
                .header("User-Agent", WECHAT)
                .header("Sec-Fetch-User", "?1")
                .build();

        assertThat(http.send(clicked, BodyHandlers.ofString()).body()).contains(hidden);
        assertThat(get(authorize("snsapi_userinfo"), WECHAT).body())
                .doesNotContain(hidden)
                .contains("name=\"snapshot\" value=\"true\"");
    }

    @Test
    void snapshot_isSomebodyWhoDoesNotExist() throws Exception {
        JsonObject tokens = exchange(code(answer("allow", "true")), ACCOUNT, SECRET);

        assertThat(tokens.get("is_snapshotuser").getAsInt()).isEqualTo(1);
        assertThat(tokens.get("unionid").getAsString())
                .isNotEqualTo(sandbox.users().get(0).unionid());
        assertThat(userinfo(tokens).get("errcode").getAsInt()).isEqualTo(48001);
    }

    @Test
    void declined_comesBackAsAuthdeny() throws Exception {
        assertThat(location(answer("decline", "false")))
                .hasToString("http://127.0.0.1:8081/cb?code=authdeny&state=State1");
    }

    @Test
    void code_isGoodForItsOwnAppOnly_andForFiveMinutes() throws Exception {
        String code = code(answer("allow", "false"));
        assertThat(exchange(code, Client.APP_ID, Client.SECRET).get("errcode").getAsInt())
                .isEqualTo(40029);

        clock.advance(Duration.ofMinutes(5));

        assertThat(exchange(code, ACCOUNT, SECRET).get("errcode").getAsInt()).isEqualTo(40029);
    }

    private static String authorize(String scope) {
        return "/connect/oauth2/authorize?" + query(scope);
    }

    private static String query(String scope) {
        return "appid=" + ACCOUNT + "&redirect_uri=" + CALLBACK + "&response_type=code&scope=" + scope
                + "&state=State1";
    }

    private HttpResponse<String> answer(String answer, String snapshot) throws Exception {
        return new Client(sandbox.uri())
                .post(
                        "/connect/oauth2/authorize_reply",
                        query("snsapi_userinfo") + "&snapshot=" + snapshot + "&answer=" + answer,
                        "User-Agent",
                        WECHAT);
    }

    private HttpResponse<String> get(String path, String userAgent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
                .header("User-Agent", userAgent)
                .build();
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static URI location(HttpResponse<String> reply) {
        return URI.create(reply.headers().firstValue("Location").orElseThrow());
    }

    private static String code(HttpResponse<String> reply) {
        return location(reply).getRawQuery().replaceAll("^code=([^&]+)&.*$", "$1");
    }

    private JsonObject exchange(String code, String appId, String secret) throws Exception {
        return json("/sns/oauth2/access_token?appid=" + appId + "&secret=" + secret + "&code=" + code
                + "&grant_type=authorization_code");
    }

    private JsonObject userinfo(JsonObject tokens) throws Exception {
        return json("/sns/userinfo?access_token=" + tokens.get("access_token").getAsString() + "&openid="
                + tokens.get("openid").getAsString());
    }

    private JsonObject json(String path) throws Exception {
        return JsonParser.parseString(new Client(sandbox.uri()).get(path).body())
                .getAsJsonObject();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
