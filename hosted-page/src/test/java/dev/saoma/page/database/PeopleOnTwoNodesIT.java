package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.PageInternals;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.redis.TestRedis;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.Nodes;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one page on one Redis and one PostgreSQL. */
@Timeout(300)
class PeopleOnTwoNodesIT {
    private static final Actor ROOT = new Actor("shell:root", "owner");
    private static final AtomicInteger SCANS = new AtomicInteger();

    @RegisterExtension
    static final DatabaseServer DATABASE = DatabaseServer.postgresql();

    @TempDir
    Path directory;

    private TestRedis redis;
    private Nodes nodes;
    private PeopleDatabase database;
    private PeopleAdministration people;

    @BeforeEach
    void start() {
        redis = new TestRedis();
        nodes = new Nodes(directory, redis.yaml() + """
                directory: { admission: everybody, database: { url: "%s", timeout: PT1M } }
                limits: { signInsPerAddress: 0, signInsPerApplication: 0, callbacksPerAddress: 0, tokenCallsPerAddress: 0 }
                """.formatted(DATABASE.newDatabase()));
        PoolSettings pool = nodes.settings().pool();
        SecureRandom random = new SecureRandom();
        database = PeopleDatabase.open(pool, PageInternals.cookieKeys(pool, random), nodes.clock);
        people = database.administration(new RandomText(random));
    }

    @AfterEach
    void stop() {
        database.close();
        nodes.close();
        redis.close();
    }

    /** Scans until there is room for a call to WeChat, and returns the callback's response. */
    private HttpResponse<String> scan(Browser browser) {
        Map<String, String> request = Browser.crm();
        request.put("prompt", "login");
        while (true) {
            HttpResponse<String> answer =
                    browser.callback(browser.begin(request), "two-nodes-" + SCANS.incrementAndGet());
            if (answer.statusCode() != 503) {
                return answer;
            }
        }
    }

    private static String code(HttpResponse<String> callback) {
        return Browser.parameters(Browser.location(callback)).get("code");
    }

    private static void atOnce(int count, IntConsumer task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier together = new CyclicBarrier(count);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    together.await();
                    task.accept(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One redemption; {@code begun} is read before the request is sent. */
    private record Redeemed(long begun, String accessToken) {}

    @Test
    @DisplayName("5A: block during 50 sign-ins at once on two nodes: after the commit no code is redeemed")
    void block_duringManySignIns_redeemsNoCodeAfterwards() throws Exception {
        scan(nodes.browser());
        nodes.clock.advance(java.time.Duration.ofSeconds(5));
        Queue<Redeemed> redeemed = new ConcurrentLinkedQueue<>();
        Queue<Long> committed = new ConcurrentLinkedQueue<>();
        AtomicInteger onTheirWay = new AtomicInteger();
        AtomicInteger refusedAfterwards = new AtomicInteger();

        atOnce(51, number -> {
            if (number == 50) {
                while (redeemed.size() < 5 || onTheirWay.get() < 50) {
                    Thread.onSpinWait(); // The others sign in meanwhile.
                }
                people.block(ROOT, WeChatStub.UNIONID, "left");
                committed.add(System.nanoTime());
                return;
            }
            Browser browser = nodes.browser();
            String held = code(scan(browser));
            onTheirWay.incrementAndGet();
            while (committed.isEmpty()) {
                HttpResponse<String> callback = scan(browser);
                if (callback.statusCode() == 303) {
                    redeem(browser, code(callback), redeemed);
                }
            }
            HttpResponse<String> late = redeem(browser, held);
            if (late.statusCode() == 400 && late.body().contains("invalid_grant")) {
                refusedAfterwards.incrementAndGet();
            }
        });

        long commit = committed.element();
        assertThat(redeemed).hasSizeGreaterThanOrEqualTo(5);
        assertThat(redeemed).as("codes redeemed after the commit").allMatch(one -> one.begun() < commit);
        assertThat(refusedAfterwards).as("codes that were on their way").hasValue(50);
        for (Browser node : List.of(nodes.at(0, nodes.browser()), nodes.at(1, nodes.browser()))) {
            assertThat(redeemed)
                    .as("access tokens given before")
                    .allSatisfy(
                            one -> assertThat(userInfo(node, one.accessToken())).isEqualTo(401));
            assertThat(scan(node).statusCode()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("5A: after a block both nodes call ID tokens and access tokens of the asking application inactive")
    void block_reachesIntrospectionOnBothNodes() {
        Browser browser = nodes.browser();
        JsonObject tokens = JsonParser.parseString(
                        redeem(browser, code(scan(browser))).body())
                .getAsJsonObject();
        List<String> both = List.of(
                tokens.get("id_token").getAsString(), tokens.get("access_token").getAsString());
        for (int node = 0; node < 2; node++) {
            for (String token : both) {
                assertThat(introspected(node, token)).contains("\"active\":true", WeChatStub.UNIONID);
            }
        }
        nodes.clock.advance(java.time.Duration.ofSeconds(1)); // A block ends what began before it.

        people.block(ROOT, WeChatStub.UNIONID, "left");

        for (int node = 0; node < 2; node++) {
            for (String token : both) {
                assertThat(introspected(node, token)).isEqualTo("{\"active\":false}");
            }
        }
        people.unblock(ROOT, WeChatStub.UNIONID, "");
        for (int node = 0; node < 2; node++) {
            for (String token : both) {
                assertThat(introspected(node, token))
                        .as("what was ended stays ended")
                        .isEqualTo("{\"active\":false}");
            }
        }
    }

    /** Returns what the node's introspection says about the token to the application crm, once the node is not too busy. */
    private String introspected(int node, String token) {
        Map<String, String> form =
                Map.of("token", token, "client_id", "crm", "client_secret", PageUnderTest.CRM_SECRET);
        while (true) {
            HttpResponse<String> answer = nodes.at(node, nodes.browser()).post("/introspect", form);
            if (answer.statusCode() != 503) {
                return answer.body();
            }
        }
    }

    /** Returns the response of a node that is not too busy for one. */
    private static HttpResponse<String> redeem(Browser browser, String code) {
        while (true) {
            HttpResponse<String> answer = browser.token(code);
            if (answer.statusCode() != 503) {
                return answer;
            }
        }
    }

    /** Returns the status, once the node is not too busy for a response. */
    private static int userInfo(Browser node, String accessToken) {
        while (true) {
            int status = node.get("/userinfo", "Authorization", "Bearer " + accessToken)
                    .statusCode();
            if (status != 503) {
                return status;
            }
        }
    }

    private static void redeem(Browser browser, String code, Queue<Redeemed> into) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = redeem(browser, code);
        if (answer.statusCode() == 200) {
            into.add(new Redeemed(
                    begun,
                    JsonParser.parseString(answer.body())
                            .getAsJsonObject()
                            .get("access_token")
                            .getAsString()));
        }
    }

    @Test
    @DisplayName("5A: 20 first sign-ins of one person at once on two nodes: one person, one id")
    void firstSignIns_atOnce_makeOnePerson() throws Exception {
        Queue<Integer> answers = new ConcurrentLinkedQueue<>();

        atOnce(20, number -> {
            Browser browser = nodes.browser();
            answers.add(redeem(browser, code(scan(browser))).statusCode());
        });

        assertThat(answers).hasSize(20).containsOnly(200);
        assertThat(people.list(Filter.ALL, null)).extracting(Person::subject).containsExactly(WeChatStub.UNIONID);
        assertThat(people.show(WeChatStub.UNIONID).identities()).hasSize(1);
    }
}
