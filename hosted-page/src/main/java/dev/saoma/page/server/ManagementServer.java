package dev.saoma.page.server;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
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

/** Serves a few texts to operators, each at a fixed path, with few threads. */
public final class ManagementServer implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int IDLE_MILLIS = 10_000;

    private final Server server;
    private final ServerConnector connector;

    private ManagementServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * A response.
     *
     * @param text the body, as {@code text/plain}
     */
    public record Reply(int status, String text) {}

    /**
     * Starts the server.
     *
     * @param replies the responses, by path
     * @throws IOException if it cannot listen on the address; the message names the address
     */
    public static ManagementServer start(String host, int port, Map<String, Supplier<Reply>> replies)
            throws IOException {
        QueuedThreadPool threads = Threads.pool("saoma-management", THREADS);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setErrorHandler(new BareErrors());
        server.setHandler(new Replies(replies));
        try {
            server.start();
        } catch (Exception e) { // Jetty declares nothing narrower.
            new ManagementServer(server, connector).close();
            Throwable cause = e instanceof IOException && e.getCause() != null ? e.getCause() : e;
            throw new IOException("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), e);
        }
        return new ManagementServer(server, connector);
    }

    private static final class Replies extends Handler.Abstract {
        private final Map<String, Supplier<Reply>> replies;

        Replies(Map<String, Supplier<Reply>> replies) {
            this.replies = Map.copyOf(Objects.requireNonNull(replies, "replies"));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Supplier<Reply> found = replies.get(Request.getPathInContext(request));
            boolean get =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            Reply reply = found == null
                    ? new Reply(HttpStatus.NOT_FOUND_404, "not found\n")
                    : get ? found.get() : new Reply(HttpStatus.METHOD_NOT_ALLOWED_405, "GET only\n");
            response.setStatus(reply.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;version=0.0.4;charset=utf-8");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            Content.Sink.write(response, true, reply.text(), callback);
            return true;
        }
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The management server did not stop.", e);
        }
    }
}
