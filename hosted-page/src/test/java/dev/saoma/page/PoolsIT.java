package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pools in one process, with the same application in both: nothing of one is valid at the other. */
class PoolsIT {
    @TempDir
    static Path directory;

    private static WeChatStub wechat;
    private static HostedPage page;
    private static URI staff;
    private static URI shop;

    private final Browser atStaff = new Browser(staff);
    private final Browser atShop = new Browser(shop);

    @BeforeAll
    static void start() {
        wechat = new WeChatStub();
        ServerSocketChannel socket = PageUnderTest.free();
        staff = URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
        shop = URI.create("http://localhost:" + PageUnderTest.port(socket));
        String yaml =
                "pools:\n" + pool("staff", staff) + pool("shop", shop).replace("clientId: shop", "clientId: till");
        page = HostedPage.start(PageSettings.parse(yaml, directory, Map.of()), socket);
    }

    private static String pool(String name, URI issuer) {
        return "  - name: " + name + "\n"
                + PageUnderTest.yaml(issuer, wechat.uri()).indent(4);
    }

    @AfterAll
    static void stop() {
        page.close();
        wechat.close();
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    @Test
    void host_choosesThePool() {
        assertThat(json(atStaff.get("/.well-known/openid-configuration"))
                        .get("issuer")
                        .getAsString())
                .isEqualTo(staff.toString());
        assertThat(json(atShop.get("/.well-known/openid-configuration"))
                        .get("issuer")
                        .getAsString())
                .isEqualTo(shop.toString());
        assertThat(page.issuers()).containsExactly(staff, shop);
    }

    @Test
    @DisplayName("G76: a forwarded host chooses nothing")
    void forwardedHost_isNotAsked() {
        HttpResponse<String> answer = atStaff.get(
                "/.well-known/openid-configuration",
                "X-Forwarded-Host",
                shop.getRawAuthority(),
                "Forwarded",
                "host=" + shop.getRawAuthority());

        assertThat(json(answer).get("issuer").getAsString()).isEqualTo(staff.toString());
    }

    @Test
    @DisplayName("G77: an unknown host gets an error page that shows no pool")
    void unknownHost_isNoPool() {
        Browser byAddress = new Browser(URI.create("http://[::ffff:127.0.0.1]:" + staff.getPort()));

        HttpResponse<String> answer = byAddress.get("/authorize?" + Browser.query(Browser.crm()));

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(answer.body()).contains("data-page=\"error\"").doesNotContain("客户管理");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(byAddress.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void keys_differ() {
        String one = json(atStaff.get("/jwks")).get("keys").toString();

        assertThat(json(atShop.get("/jwks")).get("keys").toString()).isNotEqualTo(one);
    }

    @Test
    void code_isWorthNothingAtTheOtherPool_andIsNotUsedUpThere() {
        String code = atStaff.signIn(Browser.crm(), "pools-code").get("code");

        HttpResponse<String> there = atShop.token(code);

        assertThat(there.statusCode()).isEqualTo(400);
        assertThat(json(there).get("error").getAsString()).isEqualTo("invalid_grant");
        assertThat(atStaff.token(code).statusCode()).isEqualTo(200);
    }

    @Test
    void accessToken_isWorthNothingAtTheOtherPool() {
        JsonObject tokens =
                json(atStaff.token(atStaff.signIn(Browser.crm(), "pools-token").get("code")));
        String bearer = "Bearer " + tokens.get("access_token").getAsString();

        assertThat(atShop.get("/userinfo", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(atStaff.get("/userinfo", "Authorization", bearer).statusCode())
                .isEqualTo(200);
        HttpResponse<String> inspected = atShop.post(
                "/introspect",
                Map.of(
                        "token",
                        tokens.get("access_token").getAsString(),
                        "client_id",
                        "crm",
                        "client_secret",
                        PageUnderTest.CRM_SECRET));
        assertThat(json(inspected).get("active").getAsBoolean()).isFalse();
    }

    @Test
    void application_ofTheOtherPool_isUnknown() {
        assertThat(atStaff.authorize(Browser.shop()).statusCode()).isEqualTo(200);

        HttpResponse<String> page = atShop.authorize(Browser.shop());
        HttpResponse<String> token =
                atShop.post("/token", Map.of("grant_type", "authorization_code", "code", "x", "client_id", "shop"));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Location")).isEmpty();
        assertThat(json(token).get("error").getAsString()).isEqualTo("invalid_client");
    }

    @Test
    void idTokenHint_ofTheOtherPool_isNone() {
        JsonObject tokens =
                json(atStaff.token(atStaff.signIn(Browser.crm(), "pools-hint").get("code")));

        HttpResponse<String> answer =
                atShop.get("/logout?id_token_hint=" + tokens.get("id_token").getAsString());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void cookies_liveSideBySide_andOpenNothingAtTheOtherPool() {
        String state = atStaff.begin(Browser.crm());
        atShop.cookies.putAll(atStaff.cookies);
        String other = atShop.begin(Browser.crm());
        assertThat(atShop.cookies).hasSize(2);

        // Not even under the name that the other pool would give it.
        renamed(atStaff.cookies, atShop.cookies, "sign-in");
        long asked = wechat.calls("/sns/oauth2/access_token");
        assertThat(atShop.callback(state, "pools-cookie").statusCode()).isEqualTo(400);
        assertThat(wechat.calls("/sns/oauth2/access_token")).isEqualTo(asked);
        assertThat(atShop.callback(other, "pools-cookie-2").statusCode()).isEqualTo(303);
    }

    @Test
    void pageSession_isNoneAtTheOtherPool() {
        atStaff.signIn(Browser.crm(), "pools-session");
        atShop.signIn(Browser.crm(), "pools-session-2");
        String theirs = atShop.sessionCookie();
        atShop.cookies.keySet().removeIf(name -> !name.equals(theirs));
        Map<String, String> silent = new HashMap<>(Browser.crm());
        silent.put("prompt", "none");
        assertThat(Browser.parameters(Browser.location(atShop.authorize(silent))))
                .containsKey("code");

        atShop.cookies.put(theirs, atStaff.cookies.get(atStaff.sessionCookie()));

        assertThat(Browser.parameters(Browser.location(atShop.authorize(silent))))
                .containsEntry("error", "login_required");
    }

    private static void renamed(Map<String, String> from, Map<String, String> to, String what) {
        String tag = to.keySet().stream()
                .filter(name -> !from.containsKey(name) && name.contains(what))
                .map(name -> name.substring(0, ("saoma-" + what + "-xxxxx").length()))
                .findFirst()
                .orElseThrow();
        List.copyOf(from.entrySet())
                .forEach(cookie -> to.put(tag + cookie.getKey().substring(tag.length()), cookie.getValue()));
    }

    @Test
    @DisplayName("W14: a pool whose places at WeChat are all taken refuses no sign-in of another pool")
    void fullPool_refusesNobodyElsewhere() throws Exception {
        int places = 64;
        CountDownLatch in = new CountDownLatch(places);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        wechat.answersToken(call -> {
            if (call.parameters().get("code").startsWith("held")) {
                in.countDown();
                awaitQuietly(goOn);
            }
            return WeChatStub.GRANT;
        });
        try {
            for (int i = 0; i < places; i++) {
                String code = "held-" + i;
                Browser browser = new Browser(staff);
                threads.submit(() -> browser.callback(browser.begin(Browser.crm()), code));
            }
            assertThat(in.await(2, TimeUnit.MINUTES)).isTrue();

            assertThat(atShop.signIn(Browser.crm(), "scan-while-the-other-is-full"))
                    .containsKey("code");
        } finally {
            goOn.countDown();
            threads.shutdown();
            // Their places are free when they have ended, and other tests need one.
            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            wechat.answersToken(WeChatStub.GRANT);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
