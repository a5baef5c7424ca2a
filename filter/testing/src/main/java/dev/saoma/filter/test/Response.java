package dev.saoma.filter.test;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A response of the provider. */
final class Response {
    final int status;
    private final String type;
    private final String body;
    private final @Nullable String location;

    private Response(int status, String type, String body, @Nullable String location) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.location = location;
    }

    static Response json(int status, String body) {
        return new Response(status, "application/json", body, null);
    }

    static Response text(int status, String body) {
        return new Response(status, "text/plain; charset=utf-8", body, null);
    }

    static Response redirect(String location) {
        return new Response(303, "", "", location);
    }

    /** Returns an OAuth error response of a token endpoint. */
    static Response error(int status, String code) {
        return json(status, "{\"error\":\"" + code + "\"}");
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
        } else {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        if (bytes.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
