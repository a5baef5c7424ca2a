package dev.saoma.page.server;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one servlet and one socket. Stops gracefully: running requests have ten seconds to end. */
public final class PageServer implements AutoCloseable {
    /** Cookies of every application under the domain come along, and a person can do nothing about them. */
    private static final int REQUEST_HEADER_BYTES = 64 * 1024;

    private static final int RESPONSE_HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** How long connections without a request stay open while stopping. */
    private static final Duration STOP_IDLE = Duration.ofMillis(100);

    /** Threads wait for WeChat, for at most as many sign-ins as a pool has places, and for nothing that clients do. */
    private static final int MAX_THREADS = 600;
    /** What the system keeps for a client that does not read; it would be megabytes. */
    private static final int SEND_BYTES = 64 * 1024;
    /** The servlet reads no more of a body with a Content-Length. */
    private static final int MAX_BODY_BYTES = 64 * 1024;
    /** The servlet reads no more of a body without a Content-Length: this much shows that it is too long. */
    private static final int MAX_CHUNKED_BYTES = 8 * 1024 + 1;
    /** How long a body may take to arrive. */
    private static final Duration BODY = Duration.ofSeconds(30);
    /** How long all may take until the client has read the last byte: longer than WeChat may take, and than a slow line. */
    private static final Duration EXCHANGE = Duration.ofMinutes(2);

    private final Server server;
    private final ServerConnector connector;

    private PageServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts on {@code host} and {@code port}.
     *
     * @param path where the servlet is, empty or like {@code /login}
     * @throws IOException if the address cannot be listened on; the message names it
     */
    public static PageServer start(HttpServlet servlet, String path, String host, int port) throws IOException {
        PageServer page = create(servlet, path);
        page.connector.setHost(host);
        page.connector.setPort(port);
        page.start(host + ":" + port);
        return page;
    }

    /** Starts on a socket that is bound already, and closes it at the end. */
    public static PageServer start(HttpServlet servlet, String path, ServerSocketChannel socket) throws IOException {
        PageServer page = create(servlet, path);
        page.connector.open(socket);
        page.start(text(socket.socket()));
        return page;
    }

    private static PageServer create(HttpServlet servlet, String path) {
        QueuedThreadPool threads = Threads.pool("saoma-http", MAX_THREADS);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        http.setResponseHeaderSize(RESPONSE_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE.toMillis());
        connector.setAcceptedSendBufferSize(SEND_BYTES);
        server.addConnector(connector);

        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(Objects.requireNonNull(servlet, "servlet"));
        context.addServlet(holder, path + "/*");
        if (!path.isEmpty()) {
            context.addServlet(holder, "*.txt"); // WeChat requires files at the root.
        }
        context.setErrorHandler(new BareErrors());
        server.setErrorHandler(new BareErrors());
        server.setHandler(
                new GracefulHandler(new WholeBodyHandler(context, MAX_BODY_BYTES, MAX_CHUNKED_BYTES, BODY, EXCHANGE)));
        server.setStopTimeout(STOP.toMillis());
        return new PageServer(server, connector);
    }

    private void start(String address) throws IOException {
        try {
            server.start();
        } catch (Exception e) { // Jetty declares no less.
            close();
            Throwable cause = e instanceof IOException && e.getCause() != null ? e.getCause() : e;
            throw new IOException("cannot listen on " + address + ": " + cause.getMessage(), e);
        }
    }

    /** Returns the address that it listens on, as {@code address:port}. */
    public String address() {
        Object transport = connector.getTransport();
        return transport instanceof ServerSocketChannel socket ? text(socket.socket()) : "nowhere";
    }

    private static String text(ServerSocket socket) {
        String host = socket.getInetAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + socket.getLocalPort();
    }

    /** Waits until it is stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop within " + STOP, e);
        }
    }
}
