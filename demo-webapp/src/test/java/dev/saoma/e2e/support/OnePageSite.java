package dev.saoma.e2e.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A site with one page for every path. A real server, because browsers keep pages without one from loopback. */
public final class OnePageSite implements AutoCloseable {
    private final HttpServer server;

    private OnePageSite(HttpServer server) {
        this.server = server;
    }

    /** Starts a site with this page and Content-Security-Policy. */
    public static OnePageSite start(String policy, String html) throws IOException {
        return start(policy, () -> html);
    }

    /** Starts a site whose page is created for each request. */
    public static OnePageSite start(String policy, Supplier<String> html) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = html.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new OnePageSite(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
