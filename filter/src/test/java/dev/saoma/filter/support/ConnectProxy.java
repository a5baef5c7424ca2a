package dev.saoma.filter.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on loopback: every tunnel ends at one server, whatever name it was requested for, unless a test says otherwise; a
 * plain request gets an empty response.
 */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final int target;
    private final RawServer.Answer instead;

    /** Tunnels to that port. */
    public ConnectProxy(int target) throws IOException {
        this(target, null);
    }

    public ConnectProxy(RawServer.Answer instead) throws IOException {
        this(0, instead);
    }

    private ConnectProxy(int target, RawServer.Answer instead) throws IOException {
        this.target = target;
        this.instead = instead;
        RawServer.start(this::acceptAll);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.getLocalPort());
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns the first lines of the requests. */
    public List<String> seen() {
        return seen;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                RawServer.start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String line = head(client.getInputStream());
            seen.add(line);
            if (instead != null) {
                instead.write(client.getOutputStream());
                return;
            }
            if (!line.startsWith("CONNECT ")) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket other = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                RawServer.start(() -> pass(other, client));
                pass(client, other);
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString().split("\r\n")[0];
    }

    private static void pass(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
