package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.HostedPage;
import dev.saoma.page.PageInternals;
import dev.saoma.page.redis.TestRedis;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link from the shell at two nodes with a console each, which share keys and one real Redis, but no files. */
@Timeout(300)
class EntryLinkOnTwoNodesIT {
    private static final String KEY = "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978";
    private static final int ENTERED = 303;
    private static final int REFUSED = 403;

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.atNow();
    private final WeChatStub wechat = new WeChatStub();
    private final TestRedis redis = new TestRedis();
    private final List<Node> nodes = new ArrayList<>();

    /** One of the nodes; the files that it writes beside its settings are its own. */
    private final class Node {
        private final Path yaml;
        private final URI issuer;
        private final URI console;
        private HostedPage page;

        Node(String name, ServerSocketChannel socket, URI pool) throws IOException {
            Path directory = Files.createDirectory(folder.resolve(name));
            PageUnderTest.writeSigningKey(directory);
            ServerSocketChannel own = PageUnderTest.free();
            issuer = address(socket);
            console = address(own);
            yaml = Files.writeString(
                    directory.resolve("page.yaml"),
                    PageUnderTest.yaml(pool, wechat.uri())
                            + redis.yaml()
                            + """
                            keys: { cookie: "%s" }
                            hosts: ["%s"]
                            directory: { admission: everybody, database: { timeout: PT1M } }
                            console: { listen: "127.0.0.1:0", url: "%s" }
                            """.formatted(KEY, issuer.getRawAuthority(), console));
            page = PageInternals.start(yaml, socket, own, clock);
        }

        void restart() {
            page.close();
            page = PageInternals.start(
                    yaml, PageUnderTest.bound(issuer.getPort()), PageUnderTest.bound(console.getPort()), clock);
        }

        String link() {
            clock.advance(Duration.ofSeconds(1)); // Links are identified by when they were created.
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            int code = PageInternals.run(
                    new PrintStream(printed, true, StandardCharsets.UTF_8),
                    clock,
                    List.of("--console-link", yaml.toString()));
            assertThat(code).isZero();
            return printed.toString(StandardCharsets.UTF_8).strip();
        }

        int enter(Browser browser, String link) {
            return browser.post(
                            "/enter",
                            Map.of("link", link),
                            "Sec-Fetch-Site",
                            "same-origin",
                            "Origin",
                            console.toString())
                    .statusCode();
        }

        /** Returns the name of the session cookie, which differs between consoles of one host. */
        String sessionCookie() {
            return "saoma-console-session-"
                    + Fingerprint.brief(console.toString()).substring(0, 5);
        }

        int enter(String link) {
            return enter(new Browser(console), link);
        }
    }

    private static URI address(ServerSocketChannel socket) {
        return URI.create("http://127.0.0.1:" + PageUnderTest.port(socket));
    }

    @BeforeEach
    void start() throws IOException {
        ServerSocketChannel first = PageUnderTest.free();
        nodes.add(new Node("first", first, address(first)));
        nodes.add(new Node("second", PageUnderTest.free(), nodes.get(0).issuer));
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.page.close());
        redis.close();
        wechat.close();
    }

    @Test
    @DisplayName(
            "5B, Entry 1: on a real Redis a link opens the console of any node, once, and its session counts on both")
    void link_isGoodOnceOnBothNodes() {
        Node printer = nodes.get(0);
        Node other = nodes.get(1);
        String link = printer.link();
        Browser browser = new Browser(other.console);

        assertThat(other.enter(browser, link)).isEqualTo(ENTERED);

        assertThat(printer.enter(link)).as("twice, at the node that printed it").isEqualTo(REFUSED);
        assertThat(other.enter(link)).as("twice, at the same node").isEqualTo(REFUSED);
        Browser there = new Browser(printer.console);
        there.cookies.put(printer.sessionCookie(), browser.cookies.get(other.sessionCookie()));
        assertThat(there.get("/").statusCode())
                .as("its session at the other node")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("5B, Entry 1: a restart of both nodes revives no link, also where nothing of a node's folder is left")
    void restart_revivesNoLink() throws IOException {
        String link = nodes.get(0).link();
        assertThat(nodes.get(0).enter(link)).isEqualTo(ENTERED);

        for (Node node : nodes) {
            Files.deleteIfExists(node.yaml.resolveSibling("signing-key.console")); // As in a container that is new.
            node.restart();
            assertThat(node.enter(link)).as(node.yaml.toString()).isEqualTo(REFUSED);
        }
        assertThat(nodes.get(1).enter(nodes.get(0).link())).as("a new one").isEqualTo(ENTERED);
    }

    @Test
    @DisplayName("5B, Entry 1: of twenty browsers that use one link at once at two nodes, one enters")
    void twentyAtOnce_oneEnters() throws Exception {
        String link = nodes.get(0).link();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Integer>> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Node node = nodes.get(i % 2);
                entries.add(() -> node.enter(link));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> entry : threads.invokeAll(entries)) {
                answers.add(entry.get());
            }
            assertThat(answers).containsOnlyOnce(ENTERED);
        } finally {
            threads.shutdownNow();
        }
    }
}
