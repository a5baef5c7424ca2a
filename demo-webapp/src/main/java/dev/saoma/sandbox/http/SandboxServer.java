package dev.saoma.sandbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP side: turns Jetty's requests into {@link Call}s and {@link Reply}s into Jetty's responses. */
public final class SandboxServer {

    private static final int MAX_FORM_BYTES = 64 * 1024;
    private static final int MAX_THREADS = 16;

    private final Server server;

    private SandboxServer(Server server) {
        this.server = server;
    }

    /** Binds a port on 127.0.0.1; 0 for any free one. */
    public static ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts to listen.
     *
     * @param routes returns the reply to each request
     * @param longestHold how long a request may wait for its reply
     */
    public static SandboxServer start(
            ServerSocketChannel socket, Function<Call, CompletableFuture<Reply>> routes, Duration longestHold)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("wechat-sandbox");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(longestHold.plusSeconds(30).toMillis());
        connector.open(socket);
        server.addConnector(connector);
        server.setHandler(new RoutesHandler(routes));
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the sandbox cannot start", e);
        }
        return new SandboxServer(server);
    }

    /** Stops listening. */
    public void stop() {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox cannot stop", e);
        }
    }

    private static final class RoutesHandler extends Handler.Abstract {

        private final Function<Call, CompletableFuture<Reply>> routes;

        RoutesHandler(Function<Call, CompletableFuture<Reply>> routes) {
            this.routes = routes;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            routes.apply(call(request)).whenComplete((reply, failure) -> {
                if (failure != null) {
                    callback.failed(failure);
                    return;
                }
                send(reply, response, callback);
            });
            return true;
        }

        private static Call call(Request request) throws IOException {
            Map<String, String> headers = new HashMap<>();
            for (HttpField field : request.getHeaders()) {
                headers.putIfAbsent(field.getLowerCaseName(), String.valueOf(field.getValue()));
            }
            String query = request.getHttpURI().getQuery();
            Params params = Params.parse(query == null ? "" : query);
            String method = request.getMethod().toUpperCase(Locale.ROOT);
            if (method.equals("POST")) {
                params = params.and(Params.parse(form(request)));
            }
            return new Call(method, Request.getPathInContext(request), params, headers);
        }

        /** Reads a form. Forms here have a few hundred bytes; one beyond the limit ends the connection. */
        private static String form(Request request) throws IOException {
            byte[] body = Content.Source.asInputStream(request).readNBytes(MAX_FORM_BYTES);
            return new String(body, StandardCharsets.UTF_8);
        }

        private static void send(Reply reply, Response response, Callback callback) {
            response.setStatus(reply.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache, no-store");
            reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.write(true, ByteBuffer.wrap(reply.body()), callback);
        }
    }
}
