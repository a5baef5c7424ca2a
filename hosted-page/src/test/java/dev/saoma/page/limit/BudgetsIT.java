package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.http.Route;
import dev.saoma.page.redis.TestRedis;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers can cause stays within docs/page/budgets.md. The test acts as the proxy in front, and names the caller. */
class BudgetsIT {
    private static final String SITE = "http://localhost:8091";
    private static final String FLOOD = "192.0.2.1";
    // Small ones, since each is exhausted ten times over.
    private static final int SIGN_INS = 2;
    private static final int CALLBACKS = 20;
    private static final int CALLS = 12;
    private static final int DOCUMENTS = 20 * SIGN_INS;
    private static final int MOST_CODES_OF_A_SIGN_IN = 10;
    static final String SETTINGS = """
              - { clientId: store, name: Store, origins: ["%s"], authingSdk: true }
            trustedProxies: ["127.0.0.0/8"]
            limits: { signInsPerAddress: %d, signInsPerApplication: %d, callbacksPerAddress: %d, tokenCallsPerAddress: %d }
            """.formatted(SITE, SIGN_INS, SIGN_INS, CALLBACKS, CALLS);

    /** What the page requires of a store; the tests are the same for each. */
    abstract static class AnyStore {
        @TempDir
        Path directory;

        PageUnderTest page;
        private int addresses;
        private int scans;
        private long start;

        abstract String store();

        @BeforeEach
        void startPage() {
            page = new PageUnderTest(directory, "", SETTINGS + store());
            page.wechat.answersToken(
                    call -> call.parameters().getOrDefault("code", "").startsWith("junk")
                            ? WeChatStub.error(40029)
                            : WeChatStub.GRANT);
            start = System.nanoTime();
        }

        @AfterEach
        void stopPage() {
            page.close();
        }

        private String newAddress() {
            return "198.51.100." + ++addresses;
        }

        private int asked() {
            return (int) page.wechat.calls("/sns/oauth2/access_token");
        }

        /** Returns how many requests of one address can have been let through by now, at most. */
        private int most(int perMinute) {
            return perMinute / 2 + (int) Math.ceil(perMinute * seconds() / 60.0);
        }

        private long seconds() {
            return Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        }

        private int stored(String kind) {
            return page.store().sizes().getOrDefault(kind, 0);
        }

        /** Sends that many requests, and returns how many got another status than 429 or 503. */
        private int flood(int times, Supplier<HttpResponse<String>> request) {
            int refused = 0;
            for (int i = 0; i < times; i++) {
                int status = request.get().statusCode();
                refused += status == 429 || status == 503 ? 1 : 0;
            }
            assertThat(refused).isPositive();
            return times - refused;
        }

        private Map<String, String> anotherSignsIn() {
            Browser other = new Browser(page.issuer);
            String address = newAddress();
            HttpResponse<String> login =
                    other.get("/authorize?" + Browser.query(Browser.crm()), "X-Forwarded-For", address);
            HttpResponse<String> back = callback(other, Browser.state(login), "scan-" + ++scans, address);
            assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
            return Browser.parameters(Browser.location(back));
        }

        private HttpResponse<String> callback(Browser browser, String state, String code, String address) {
            return browser.get("/wechat/callback?code=" + code + "&state=" + state, "X-Forwarded-For", address);
        }

        @Test
        @DisplayName(
                "at every address: ten times the budget leads to 429, leaves nothing behind, and does not affect other callers")
        void everyAddress_endsAtItsBudget() {
            for (Route route : page.router().routes()) {
                String path = route.path();
                String address = newAddress();
                Browser browser = new Browser(page.issuer);
                boolean get = browser.get(path, "X-Forwarded-For", address).statusCode() != 405;
                Supplier<HttpResponse<String>> request = () -> get
                        ? browser.get(path, "X-Forwarded-For", address)
                        : browser.post(path, Map.of("client_id", "crm"), "X-Forwarded-For", address);
                switch (route.limit()) {
                    case PROBES -> assertThat(request.get().statusCode()).isEqualTo(200);
                    case DOCUMENTS -> assertThat(flood(10 * DOCUMENTS, request)).isLessThanOrEqualTo(most(DOCUMENTS));
                    case CALLS, CLIENT_CALLS ->
                        assertThat(flood(10 * CALLS, request)).isLessThanOrEqualTo(most(CALLS));
                    // The request is invalid, so it pays for being refused.
                    case SIGN_INS, CALLBACKS ->
                        assertThat(flood(10 * CALLBACKS, request)).isLessThanOrEqualTo(most(CALLBACKS));
                }
            }

            assertThat(asked()).isZero();
            assertThat(page.store().sizes().values()).allMatch(size -> size == 0);
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName("sign-ins that are begun: ten times the budget of one address, and nothing is stored")
        void signIns_endAtTheirBudget() {
            Browser browser = new Browser(page.issuer);

            assertThat(flood(
                            10 * SIGN_INS,
                            () -> browser.get("/authorize?" + Browser.query(Browser.crm()), "X-Forwarded-For", FLOOD)))
                    .isLessThanOrEqualTo(most(SIGN_INS));
            assertThat(page.store().sizes().values()).allMatch(size -> size == 0);
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName("refused requests for another application's client id use up no sign-ins of its users")
        void refusedRequests_takeNothingAway() {
            Map<String, String> wrong = Browser.crm();
            wrong.put("redirect_uri", "https://elsewhere.example/cb");
            Browser browser = new Browser(page.issuer);
            flood(10 * SIGN_INS, () -> browser.get("/authorize?" + Browser.query(wrong), "X-Forwarded-For", FLOOD));

            assertThat(browser.get("/authorize?" + Browser.query(Browser.crm()), "X-Forwarded-For", FLOOD)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName(
                "one sign-in that was begun: WeChat is asked ten times, however many codes it brings, from any address")
        void oneSignIn_asksWeChatTenTimes() {
            Browser browser = new Browser(page.issuer);
            String state = browser.begin(Browser.crm());
            int[] code = {0};

            flood(10 * CALLBACKS, () -> callback(browser, state, "junk-" + code[0]++, "203.0.113." + code[0] % 200));

            assertThat(asked()).isEqualTo(MOST_CODES_OF_A_SIGN_IN);
            assertThat(stored("sign-in-attempt")).isEqualTo(MOST_CODES_OF_A_SIGN_IN);
            assertThat(stored("refused-wechat-code")).isEqualTo(MOST_CODES_OF_A_SIGN_IN);
            assertThat(stored("sign-in-result")).isLessThanOrEqualTo(MOST_CODES_OF_A_SIGN_IN);
            assertThat(stored("used-wechat-code")).isZero();
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName("many sign-ins of one address: WeChat is asked as often as the address may, in a frame as well")
        void oneAddress_asksWeChatWithinItsBudget() {
            int[] code = {0};
            flood(10 * CALLBACKS, () -> {
                Browser browser = new Browser(page.issuer);
                return callback(browser, browser.begin(Browser.crm()), "junk-" + code[0]++, FLOOD);
            });
            int most = most(CALLBACKS);
            assertThat(asked()).isLessThanOrEqualTo(most);
            flood(CALLBACKS, () -> {
                Browser browser = new Browser(page.issuer);
                Map<String, String> form = Map.of("state", browser.begin(Browser.crm()), "code", "junk-" + code[0]++);
                return browser.post("/sign-in/finish", form, "X-Forwarded-For", FLOOD, "Sec-Fetch-Site", "same-origin");
            });

            assertThat(asked()).isLessThanOrEqualTo(most(CALLBACKS));
            assertThat(stored("sign-in-attempt")).isLessThanOrEqualTo(most(CALLBACKS));
            assertThat(stored("refused-wechat-code")).isLessThanOrEqualTo(most(CALLBACKS));
            assertThat(stored("used-wechat-code")).isZero();
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName("tickets of the frame in a site: WeChat is asked as often as the address may")
        void embedFinish_asksWeChatWithinItsBudget() {
            int[] code = {0};
            flood(10 * CALLBACKS, () -> {
                Map<String, String> form = new HashMap<>(ticket());
                form.put("code", "junk-" + code[0]++);
                return new Browser(page.issuer)
                        .post("/embed/finish", form, "X-Forwarded-For", FLOOD, "Sec-Fetch-Site", "same-origin");
            });

            assertThat(asked()).isPositive().isLessThanOrEqualTo(most(CALLBACKS));
            assertThat(stored("frame-sign-in-result")).isLessThanOrEqualTo(most(CALLBACKS));
            assertThat(stored("used-wechat-code")).isZero();
            assertThat(anotherSignsIn()).containsKey("code");
        }

        private Map<String, String> ticket() {
            Map<String, String> request = Browser.crm();
            request.put("client_id", "store");
            request.put("redirect_uri", SITE + "/");
            request.put("response_mode", "web_message");
            String body = new Browser(page.issuer)
                    .get("/embed?" + Browser.query(request), "Sec-Fetch-Dest", "iframe", "Sec-Fetch-Mode", "navigate")
                    .body();
            return Map.of("ticket", data(body, "ticket"), "state", data(body, "state"));
        }

        private static String data(String body, String name) {
            Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(body);
            assertThat(matcher.find()).as(body).isTrue();
            return matcher.group(1);
        }

        @Test
        @DisplayName("notes of windows: as many as the address may make calls")
        void windowNotes_endAtTheirBudget() {
            int[] state = {0};
            flood(10 * CALLS, () -> {
                Map<String, String> form = Map.of("origin", SITE, "state", "state-" + state[0]++, "at", "code");
                return new Browser(page.issuer)
                        .post("/sdk/v1/window", form, "X-Forwarded-For", FLOOD, "Sec-Fetch-Site", "same-origin");
            });

            assertThat(stored("sign-in-window")).isPositive().isLessThanOrEqualTo(most(CALLS));
            assertThat(anotherSignsIn()).containsKey("code");
        }

        @Test
        @DisplayName("who is signed in gets as many codes as the address may begin sign-ins")
        void onePerson_getsCodesWithinTheBudget() {
            Browser browser = new Browser(page.issuer);
            callback(browser, browser.begin(Browser.crm()), "scan", newAddress());
            int before = stored("authorization-code");
            Map<String, String> silent = Browser.crm();
            silent.put("prompt", "none");

            flood(10 * SIGN_INS, () -> browser.get("/authorize?" + Browser.query(silent), "X-Forwarded-For", FLOOD));

            assertThat(stored("authorization-code") - before).isPositive().isLessThanOrEqualTo(most(SIGN_INS));
            assertThat(stored("page-session")).isEqualTo(1);
            assertThat(stored("page-session-seen")).isEqualTo(1);
            assertThat(stored("page-session-member")).isEqualTo(1);
            assertThat(anotherSignsIn()).containsKey("code");
        }
    }

    @Nested
    class InMemory extends AnyStore {
        @Override
        String store() {
            return "";
        }
    }

    @Nested
    class InRedis extends AnyStore {
        private TestRedis redis;

        @Override
        String store() {
            redis = new TestRedis();
            return redis.yaml();
        }

        @AfterEach
        void stopRedis() {
            redis.close();
        }
    }
}
