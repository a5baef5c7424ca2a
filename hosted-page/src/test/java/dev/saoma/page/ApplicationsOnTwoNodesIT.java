package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.DatabaseServer;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.settings.ApplicationAdministration;
import dev.saoma.page.database.settings.WeChatAdministration;
import dev.saoma.page.redis.TestRedis;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Applications in the database of two nodes that share one Redis and one PostgreSQL, and check it at the usual interval. */
@Timeout(300)
class ApplicationsOnTwoNodesIT {
    private static final Actor ROOT = new Actor("shell:root", "owner");
    private static final Map<String, List<String>> WIKI =
            Map.of("name", List.of("Wiki"), "redirectUris", List.of(PageUnderTest.CRM_CALLBACK));
    private static final AtomicInteger SCANS = new AtomicInteger();

    @RegisterExtension
    static final DatabaseServer DATABASE = DatabaseServer.postgresql();

    @TempDir
    Path directory;

    private final WeChatStub wechat = new WeChatStub();
    private final List<HostedPage> pages = new ArrayList<>();
    private final List<SettingsWatch> watches = new ArrayList<>();
    private final List<URI> uris = new ArrayList<>();
    private TestRedis redis;
    private PeopleDatabase database;
    private List<byte[]> keys;
    private ApplicationAdministration applications;

    @BeforeEach
    void listen() {
        redis = new TestRedis();
    }

    private void start(UnaryOperator<String> change) throws IOException {
        PageUnderTest.writeSigningKey(directory);
        List<ServerSocketChannel> sockets = List.of(PageUnderTest.free(), PageUnderTest.free());
        sockets.forEach(socket -> uris.add(URI.create("http://127.0.0.1:" + PageUnderTest.port(socket))));
        Path yaml = Files.writeString(
                directory.resolve("page.yaml"),
                change.apply(PageUnderTest.yaml(uris.get(0), wechat.uri()))
                        + redis.yaml()
                        + """
                        hosts: ["%s"]
                        directory: { admission: everybody, database: { url: "%s", timeout: PT1M } }
                        console: { listen: "127.0.0.1:0", url: "http://127.0.0.1:1" }
                        limits: { signInsPerAddress: 0, signInsPerApplication: 0, callbacksPerAddress: 0, tokenCallsPerAddress: 0 }
                        """.formatted(uris.get(1).getRawAuthority(), DATABASE.newDatabase()));
        for (ServerSocketChannel socket : sockets) {
            SettingsFile file = new SettingsFile(yaml, Map.of());
            PageSettings settings = file.loadForStart();
            HostedPage page = HostedPage.start(settings, socket);
            pages.add(page);
            watches.add(new SettingsWatch(file, settings, page.pools()).start());
        }
        PoolSettings pool = PageSettings.load(yaml, Map.of()).pool();
        SecureRandom random = new SecureRandom();
        keys = PoolParts.cookieKeys(pool.keys(), random);
        database = PeopleDatabase.open(pool, keys, Clock.systemUTC());
        applications = new ApplicationAdministration(database, new RandomText(random), Home.NONE);
    }

    @AfterEach
    void stop() {
        watches.forEach(SettingsWatch::close);
        pages.forEach(HostedPage::close);
        if (database != null) {
            database.close();
        }
        redis.close();
        wechat.close();
    }

    private int status(int node, String path) {
        return new Browser(uris.get(node)).get(path).statusCode();
    }

    private static Map<String, String> request() {
        Map<String, String> request = Browser.crm();
        request.put("client_id", "wiki");
        request.put("prompt", "login");
        return request;
    }

    private boolean isKnown(int node) {
        return new Browser(uris.get(node)).authorize(request()).statusCode() == 200;
    }

    /** Scans until there is room for a call to WeChat, and returns the status of the token response. */
    private int signIn(int node, String secret) {
        Browser browser = new Browser(uris.get(node));
        while (true) {
            var answer = browser.callback(browser.begin(request()), "applications-" + SCANS.incrementAndGet());
            if (answer.statusCode() != 503) {
                String code = Browser.parameters(Browser.location(answer)).get("code");
                return browser.tokenOf("wiki", secret, code).statusCode();
            }
        }
    }

    private interface Condition {
        boolean holds(int node);
    }

    /** Returns how long the condition does not hold on both nodes, up to the last request for which it did not. */
    private static Duration until(Condition condition) {
        long begun = System.nanoTime();
        long last = begun;
        for (int node = 0; node < 2; node++) {
            long asked = System.nanoTime();
            while (!condition.holds(node)) { // Ends at the timeout of the class.
                last = asked;
                Pause.briefly();
                asked = System.nanoTime();
            }
        }
        return Duration.ofNanos(last - begun);
    }

    private long version() {
        return applications.find("wiki").map(StoredApplication::version).orElseThrow();
    }

    @Test
    @DisplayName("5B: a change is live on both nodes within 12 s")
    void change_isLiveOnBothNodes() throws IOException {
        start(UnaryOperator.identity());
        assertThat(isKnown(0) || isKnown(1)).isFalse();
        applications.create(ROOT, "wiki", WIKI);
        assertThat(until(this::isKnown)).isLessThan(Duration.ofSeconds(12));
        applications.remove(ROOT, "wiki", version());
        assertThat(until(node -> !isKnown(node))).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    @DisplayName(
            "5B: AppID and AppSecret are live on both nodes within 12 s, and both are ready before, meanwhile and after")
    void wechat_isLiveOnBothNodes() throws IOException {
        start(yaml -> yaml.replaceFirst("appId: \\S+ appSecret: \\S+ ", ""));
        String login = "/authorize?" + Browser.query(Browser.crm());
        until(node -> status(node, "/health/ready") == 200);
        assertThat(status(0, login)).isEqualTo(503);
        assertThat(status(1, login)).isEqualTo(503);

        new WeChatAdministration(database, Home.NONE, keys, "")
                .save(ROOT, 1, PageUnderTest.APP_ID, PageUnderTest.APP_SECRET);

        Duration live = until(node -> {
            assertThat(status(0, "/health/ready")).isEqualTo(200);
            assertThat(status(1, "/health/ready")).isEqualTo(200);
            return status(node, login) == 200;
        });
        assertThat(live).isLessThan(Duration.ofSeconds(12));
        Browser both = new Browser(uris);
        assertThat(both.signIn(Browser.crm(), "on-two-nodes")).containsKey("code");
    }

    @Test
    @DisplayName("5B: secret rotated under load, on two nodes: no failed sign-in; the old one ends on both")
    void secret_isRotatedUnderLoad() throws Exception {
        start(UnaryOperator.identity());
        applications.create(ROOT, "wiki", WIKI);
        String first = applications.addSecret(ROOT, "wiki", version(), null).text();
        until(node -> isKnown(node) && signIn(node, first) == 200);
        AtomicReference<String> used = new AtomicReference<>(first);
        AtomicReferenceArray<String> using = new AtomicReferenceArray<>(4);
        AtomicBoolean over = new AtomicBoolean();
        Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    while (!over.get()) {
                        using.set(number, used.get());
                        answers.add(signIn(number % 2, using.get(number)));
                    }
                }));
            }
            var second = applications.addSecret(ROOT, "wiki", version(), null);
            until(node -> signIn(node, second.text()) == 200);
            used.set(second.text());
            while (!IntStream.range(0, 4).allMatch(number -> second.text().equals(using.get(number)))) {
                Pause.briefly(); // Until those that began with the first one are done.
            }
            String old =
                    applications.find("wiki").orElseThrow().secrets().get(0).id();
            applications.endSecret(ROOT, "wiki", version(), old);
            assertThat(until(node -> signIn(node, first) == 401)).isLessThan(Duration.ofSeconds(30));
            while (answers.size() <= 8 && all.stream().noneMatch(Future::isDone)) {
                Pause.briefly(); // Until there is some load; ends at the class's timeout.
            }
            over.set(true);
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(answers).hasSizeGreaterThan(8).containsOnly(200);
        until(node -> applications.find("wiki").orElseThrow().secrets().get(0).lastAt() != null);
    }
}
