package dev.saoma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import dev.saoma.sandbox.sns.ApiCall;
import dev.saoma.sandbox.sns.SnsErrors;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the back channel")
class SnsApiIT {

    private static final String ACCESS_TOKEN = "/sns/oauth2/access_token";
    private static final String CREDENTIALS = "appid=" + Client.APP_ID + "&secret=" + Client.SECRET;

    private final ManualClock clock = new ManualClock();
    private final WeChatSandbox sandbox = Client.sandbox()
            .app("wx0000000000000002", "second", "Second", "127.0.0.1")
            .clock(clock)
            .start();
    private final Client client = new Client(sandbox.uri());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void exchange_hasExactlyWeChatsFieldsInItsOrder() throws Exception {
        HttpResponse<String> reply = client.get(exchange(code(0)));
        SandboxUser zhang = sandbox.users().get(0);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("text/plain");
        assertThat(reply.body())
                .matches("\\{\"access_token\":\"[0-9]{2}_[0-9A-Za-z_-]{107}\",\"expires_in\":7200,"
                        + "\"refresh_token\":\"[0-9]{2}_[0-9A-Za-z_-]{107}\",\"openid\":\"" + zhang.openid()
                        + "\",\"scope\":\"snsapi_login\",\"unionid\":\"" + zhang.unionid() + "\"}");
    }

    @Test
    void exchangeByPost_worksToo() throws Exception {
        String form = CREDENTIALS + "&code=" + code(0) + "&grant_type=authorization_code";
        assertThat(client.post(ACCESS_TOKEN, form).body()).startsWith("{\"access_token\":");
    }

    @Test
    void userWithoutUnionid_hasNoSuchField() throws Exception {
        JsonObject tokens = json(exchange(code(3)));
        assertThat(tokens.has("unionid")).isFalse();
        assertThat(json(userinfo(tokens)).has("unionid")).isFalse();
    }

    @Test
    void userinfo_isWhatWeChatStillTells() throws Exception {
        JsonObject tokens = json(exchange(code(2)));
        HttpResponse<byte[]> reply = client.bytes(userinfo(tokens));
        SandboxUser ming = sandbox.users().get(2);
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("text/plain");
        assertThat(reply.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"openid\":\"" + ming.openid()
                        + "\",\"nickname\":\"小明🐼🎉\",\"sex\":0,\"language\":\"\",\"city\":\"\",\"province\":\"\",\"country\":\"\","
                        + "\"headimgurl\":\"" + (sandbox.uri() + "/mmopen/vi_32/xiaoming/132").replace("/", "\\/")
                        + "\",\"privilege\":[],\"unionid\":\"" + ming.unionid() + "\"}");
    }

    @Test
    void userWithoutPicture_hasAnEmptyHeadimgurl() throws Exception {
        assertThat(json(userinfo(json(exchange(code(4))))).get("headimgurl").getAsString())
                .isEmpty();
    }

    @Test
    void auth_isTheOneSuccessWithErrcode() throws Exception {
        JsonObject tokens = json(exchange(code(0)));
        assertThat(client.get("/sns/auth?" + tokenAndOpenid(tokens)).body())
                .isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\"}");
    }

    @Test
    void refresh_hasNoUnionidAndNeedsNoSecret() throws Exception {
        JsonObject tokens = json(exchange(code(0)));
        JsonObject fresh =
                json("/sns/oauth2/refresh_token?appid=" + Client.APP_ID + "&grant_type=refresh_token&refresh_token="
                        + tokens.get("refresh_token").getAsString());
        assertThat(fresh.keySet()).containsExactly("access_token", "expires_in", "refresh_token", "openid", "scope");
        assertThat(fresh.get("access_token")).isEqualTo(tokens.get("access_token"));
    }

    @Test
    void codeUsedTwice_is40163() throws Exception {
        String code = code(0);
        client.get(exchange(code));
        HttpResponse<String> again = client.get(exchange(code));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().allValues("Content-Type")).containsExactly("text/plain");
        assertThat(again.body())
                .matches("\\{\"errcode\":40163,\"errmsg\":\"code been used, rid: "
                        + Long.toHexString(clock.instant().getEpochSecond()) + "-[0-9a-f]{8}-[0-9a-f]{8}\"}");
    }

    @Test
    void wrongCodes_are40029() throws Exception {
        assertErrcode(40029, exchange("061nonsense"));
        assertErrcode(
                40029,
                "/sns/oauth2/access_token?appid=wx0000000000000002&secret=second&grant_type=authorization_code&code="
                        + code(0));
        String old = code(0);
        clock.advance(Duration.ofMinutes(10));
        assertErrcode(40029, exchange(old));
    }

    @Test
    void wrongParametersOfTheExchange_areNamed() throws Exception {
        String rest = "&code=" + code(0) + "&grant_type=authorization_code";
        assertErrcode(41002, ACCESS_TOKEN + "?secret=x" + rest);
        assertErrcode(41004, ACCESS_TOKEN + "?appid=" + Client.APP_ID + rest);
        assertErrcode(41008, ACCESS_TOKEN + "?" + CREDENTIALS + "&grant_type=authorization_code");
        assertErrcode(40002, ACCESS_TOKEN + "?" + CREDENTIALS + "&code=x&grant_type=implicit");
        assertErrcode(40013, ACCESS_TOKEN + "?appid=wxunknown&secret=x" + rest);
        assertErrcode(40125, ACCESS_TOKEN + "?appid=" + Client.APP_ID + "&secret=wrong" + rest);
    }

    @Test
    void wrongParametersOfTheRefresh_areNamed() throws Exception {
        String path = "/sns/oauth2/refresh_token?";
        assertErrcode(41002, path + "grant_type=refresh_token&refresh_token=x");
        assertErrcode(41003, path + "appid=" + Client.APP_ID + "&grant_type=refresh_token");
        assertErrcode(40002, path + "appid=" + Client.APP_ID + "&refresh_token=x");
        assertErrcode(40030, path + "appid=" + Client.APP_ID + "&grant_type=refresh_token&refresh_token=x");
    }

    @Test
    void wrongTokensAndOpenids_areNamed() throws Exception {
        JsonObject tokens = json(exchange(code(0)));
        String token = tokens.get("access_token").getAsString();
        for (String path : new String[] {"/sns/auth", "/sns/userinfo"}) {
            assertErrcode(41001, path + "?openid=x");
            assertErrcode(41009, path + "?access_token=x");
            assertErrcode(40001, path + "?access_token=x&openid=x");
            assertErrcode(40003, path + "?access_token=" + token + "&openid=x");
        }
        clock.advance(Duration.ofHours(2));
        assertErrcode(42001, userinfo(tokens));
    }

    @Test
    void plannedFailures_areMetInOrderAndOnce() throws Exception {
        String code = code(0);
        sandbox.failNext("userinfo", 48001);
        sandbox.failNext(-1);
        sandbox.failNext("access_token", 45011);
        assertErrcode(-1, exchange(code));
        assertErrcode(45011, exchange(code));
        JsonObject tokens = json(exchange(code));
        assertErrcode(48001, userinfo(tokens));
        assertThat(json(userinfo(tokens)).has("errcode")).isFalse();
    }

    @Test
    void everyKnownErrcode_comesOnDemand() throws Exception {
        for (int errcode : SnsErrors.known()) {
            sandbox.failNext(errcode);
            assertErrcode(errcode, "/sns/userinfo");
        }
    }

    @Test
    void planningNonsense_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.failNext(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.failNext("token", 40029))
                .withMessage("endpoint must be one of [access_token, auth, refresh_token, userinfo], but is \"token\"");
    }

    @Test
    void calls_areCountedWithoutValues() throws Exception {
        client.get(exchange("061nonsense"));
        assertThat(sandbox.apiCalls())
                .containsExactly(new ApiCall(
                        "access_token",
                        "GET",
                        Set.of("appid", "secret", "code", "grant_type"),
                        40029,
                        clock.instant()));
    }

    private String code(int user) throws Exception {
        client.openPage(Client.authorize("http://127.0.0.1:9/cb", "s1"));
        QrCode qr = sandbox.latestQrCode();
        qr.scanAs(sandbox.users().get(user));
        qr.confirm();
        return qr.callback().orElseThrow().getQuery().replaceAll(".*code=([^&]+).*", "$1");
    }

    private static String exchange(String code) {
        return ACCESS_TOKEN + "?" + CREDENTIALS + "&code=" + code + "&grant_type=authorization_code";
    }

    private static String userinfo(JsonObject tokens) {
        return "/sns/userinfo?" + tokenAndOpenid(tokens) + "&lang=zh_CN";
    }

    private static String tokenAndOpenid(JsonObject tokens) {
        return "access_token=" + tokens.get("access_token").getAsString() + "&openid="
                + tokens.get("openid").getAsString();
    }

    private JsonObject json(String path) throws Exception {
        return JsonParser.parseString(client.get(path).body()).getAsJsonObject();
    }

    private void assertErrcode(int errcode, String path) throws Exception {
        HttpResponse<String> reply = client.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(JsonParser.parseString(reply.body())
                        .getAsJsonObject()
                        .get("errcode")
                        .getAsInt())
                .isEqualTo(errcode);
    }
}
