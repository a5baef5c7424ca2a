package dev.saoma.filter.internal.logout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.ClosedPort;
import dev.saoma.filter.support.FailureLines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OtherNodesTest {
    private static final List<Duration> QUICKLY = Arrays.asList(Duration.ofMillis(5), Duration.ofMillis(5));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    @Test
    void everyNode_hasTheTokenWhenForwardReturns_marked() throws Exception {
        Node one = node(200);
        Node two = node(200);

        nodes(one.uri, two.uri).forward("a.b.c");

        for (Node node : List.of(one, two)) {
            assertThat(node.requests).containsExactly("POST /crm/saoma/backchannel-logout 1 logout_token=a.b.c");
        }
    }

    @Test
    void nodeThatFails_isTriedAgain_andTheOthersOnlyOnce() throws Exception {
        Node good = node(200);
        Node recovering = node(503, 500, 200);

        nodes(good.uri, recovering.uri).forward("a.b.c");

        recovering.awaitRequests(3);
        assertThat(good.requests).hasSize(1);
    }

    @Test
    void nodeThatStaysAway_isLoggedByItsName() throws Exception {
        FailureLines lines = opened(new FailureLines());
        URI away = URI.create("http://127.0.0.1:" + ClosedPort.take() + "/crm/saoma/backchannel-logout");
        URI refusing = node(400).uri;

        nodes(away, refusing).forward("a.b.c");

        assertThat(lines.await(away.toString()))
                .contains("3 times", "HttpHostConnectException")
                .doesNotContain("a.b.c");
        assertThat(lines.await(refusing.toString()))
                .contains("3 times", "127.0.0.1: status 400")
                .doesNotContain("a.b.c");
    }

    @Test
    void nameWithoutAddress_isAFailureLikeAnyOther() throws Exception {
        FailureLines lines = opened(new FailureLines());
        URI nameless = URI.create("http://no-such-host.invalid:8080/crm/saoma/backchannel-logout");

        nodes(nameless).forward("a.b.c");

        assertThat(lines.await(nameless.toString())).contains("the name has no address");
    }

    @Test
    void nodeThatHangs_keepsNobodyForLong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, java.net.InetAddress.getByName("127.0.0.1"))) {
            Node good = node(200);
            URI hanging = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/crm/saoma/x");
            OtherNodes nodes = nodes(
                    new OutboundLimits(Duration.ofDays(1), Duration.ofDays(1), 4096, 16),
                    Duration.ofMillis(100),
                    hanging,
                    good.uri);

            nodes.forward("a.b.c"); // Returns a day before the timeout.

            good.awaitRequests(1);
        }
    }

    @Test
    void closedNodes_loseDeliveriesUnderWay_withoutBlamingTheNode() throws Exception {
        FailureLines lines = opened(new FailureLines());
        try (ServerSocket silent = new ServerSocket(0, 10, java.net.InetAddress.getByName("127.0.0.1"))) {
            URI hanging = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/crm/saoma/x");
            OtherNodes nodes = nodes(hanging);
            Thread telling = new Thread(() -> nodes.forward("a.b.c"));
            telling.start();
            silent.accept();

            nodes.close();

            assertThat(lines.await(hanging.toString())).contains("this node is stopping");
            telling.join();
        }
    }

    @Test
    void closedNodes_doNothing() throws Exception {
        Node node = node(200);
        OtherNodes nodes = nodes(node.uri);
        nodes.close();

        nodes.forward("a.b.c");

        assertThat(node.requests).isEmpty();
    }

    // Deadlines that a busy machine can keep.
    private OtherNodes nodes(URI... uris) {
        return nodes(
                new OutboundLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 4096, 16),
                Duration.ofMinutes(2),
                uris);
    }

    private OtherNodes nodes(OutboundLimits limits, Duration patience, URI... uris) {
        OtherNodes nodes = new OtherNodes(List.of(uris), new Outbound(limits), QUICKLY, patience);
        open.add(nodes);
        return nodes;
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private Node node(Integer... statuses) throws IOException {
        Node node = new Node("127.0.0.1", 0, statuses);
        open.add(() -> node.server.stop(0));
        return node;
    }

    /** Responds with its statuses in turn, and with the last one from then on. */
    private static final class Node {
        private final HttpServer server;
        private final URI uri;
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

        Node(String address, int port, Integer... statuses) throws IOException {
            AtomicInteger turn = new AtomicInteger();
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + exchange.getRequestHeaders().getFirst(OtherNodes.MARK) + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    requests.add(request);
                    arrivals.add(request);
                    exchange.sendResponseHeaders(statuses[Math.min(turn.getAndIncrement(), statuses.length - 1)], -1);
                }
            });
            server.start();
            uri = URI.create(
                    "http://" + address + ":" + server.getAddress().getPort() + "/crm/saoma/backchannel-logout");
        }

        void awaitRequests(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                assertThat(arrivals.poll(2, TimeUnit.MINUTES)).isNotNull();
            }
        }
    }
}
