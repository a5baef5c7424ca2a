package dev.saoma.bench.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Responds as WeChat's API does, with another person each time; at once, unless set to be slow or down. */
final class WeChatDouble implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "wechat-double"));
    private final AtomicLong people = new AtomicLong();
    private final LongAdder calls = new LongAdder();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean away;

    WeChatDouble() throws IOException {
        this(Long.MAX_VALUE);
    }

    /** {@code different} is the number of people, who take turns. */
    WeChatDouble(long different) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/sns/oauth2/access_token", exchange -> {
            String person = Long.toString(people.incrementAndGet() % different);
            answer(
                    exchange,
                    "{\"access_token\":\"token-" + person
                            + "\",\"expires_in\":7200,\"refresh_token\":\"r\",\"openid\":\"o" + person
                            + "\",\"scope\":\"snsapi_login\",\"unionid\":\"u" + person + "\"}");
        });
        server.createContext("/sns/userinfo", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            String person = query.replaceAll(".*openid=o([0-9]+).*", "$1");
            answer(
                    exchange,
                    "{\"openid\":\"o" + person + "\",\"nickname\":\"张伟\",\"sex\":0,\"headimgurl\":"
                            + "\"https:\\/\\/thirdwx.qlogo.cn\\/mmopen\\/x\\/132\",\"privilege\":[],\"unionid\":\"u"
                            + person + "\"}");
        });
        server.start();
    }

    /** Sets how long each response takes from now on. */
    void takes(Duration delay) {
        this.delay = delay;
    }

    /** Sets whether it responds only with errors from now on. */
    void isAway(boolean away) {
        this.away = away;
    }

    long calls() {
        return calls.sum();
    }

    /** Resets the counts of calls and connections: after many connections, ports are reused and no longer counted. */
    void reset() {
        calls.reset();
        connections.clear();
    }

    /** Returns how many connections the page has opened so far. */
    int connections() {
        return connections.size();
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        calls.increment();
        connections.add(exchange.getRemoteAddress());
        await();
        if (away) {
            exchange.sendResponseHeaders(502, -1);
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
