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

/** Runs one servlet in Jetty, on one socket. Stops gracefully: running requests have ten seconds to finish. */
public final class PageServer implements AutoCloseable {
    /** Browsers also send the cookies of other applications under the domain, and users cannot prevent that. */
    private static final int REQUEST_HEADER_BYTES = 64 * 1024;

    private static final int RESPONSE_HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** How long connections without a request stay open while stopping. */
    private static final Duration STOP_IDLE = Duration.ofMillis(100);

    /** Threads wait for WeChat, in at most as many sign-ins as a pool has places, and never for a slow client. */
    private static final int MAX_THREADS = 600;
    /** The kernel's send buffer for a client that does not read; by default it would grow to megabytes. */
    private static final int SEND_BYTES = 64 * 1024;
    /** The most that the servlet reads of a body with a Content-Length. */
    private static final int MAX_BODY_BYTES = 64 * 1024;
    /** The most that the servlet reads of a body without a Content-Length: enough to see that it is too long. */
    private static final int MAX_CHUNKED_BYTES = 8 * 1024 + 1;
    /** How long a body may take to arrive. */
    private static final Duration BODY = Duration.ofSeconds(30);
    /** How long an exchange may take until the client has read the last byte: longer than WeChat and a slow connection take. */
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
     * @param path the path of the servlet, empty or like {@code /login}
     * @throws IOException if it cannot listen on the address; the message names the address
     */
    public static PageServer start(HttpServlet servlet, String path, String host, int port) throws IOException {
        PageServer page = create(servlet, path);
        page.connector.setHost(host);
        page.connector.setPort(port);
        page.start(host + ":" + port);
        return page;
    }

    /** Starts on a socket that is already bound, and closes the socket when it stops. */
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
            context.addServlet(holder, "*.txt"); // WeChat requires its files at the root.
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
        } catch (Exception e) { // Jetty declares nothing narrower.
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

    /** Waits until the server is stopped. */
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
