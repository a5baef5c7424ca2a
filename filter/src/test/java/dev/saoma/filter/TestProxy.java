package dev.saoma.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that notes what it is asked, answers plain requests itself and tunnels the others to one port. */
final class TestProxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final int tunnelsTo;

    TestProxy(int tunnelsTo) throws IOException {
        this.tunnelsTo = tunnelsTo;
        daemon(this::relay);
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
    }

    /** The first line of each request. */
    List<String> seen() {
        return seen;
    }

    private void relay() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> relay(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void relay(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String line = head.substring(0, head.indexOf('\r'));
            seen.add(line);
            OutputStream out = client.getOutputStream();
            if (!line.startsWith("CONNECT ")) {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket target = new Socket("127.0.0.1", tunnelsTo)) {
                out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                daemon(() -> copy(target, client));
                copy(client, target);
            }
        } catch (IOException e) {
            // The other side has gone, as it may.
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other side has gone, as it may.
        }
    }

    private String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next; text.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0; ) {
            text.append((char) next);
        }
        return text.toString();
    }

    private void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
