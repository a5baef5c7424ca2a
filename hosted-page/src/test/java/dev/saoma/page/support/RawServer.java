package dev.saoma.page.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that responds with any bytes, as slowly as a test wants. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch clientGone = new CountDownLatch(1);

    @FunctionalInterface
    public interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    public RawServer(Answer answer) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(answer), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static Answer text(String answer) {
        return out -> out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a 200 response with that body. */
    public static Answer body(byte[] body, String contentType) {
        return out -> {
            String head = "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        };
    }

    public static Answer body(String body) {
        return body(body.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Returns the request line and headers of every request. */
    public List<String> heads() {
        return heads;
    }

    public int requests() {
        return requests.get();
    }

    public CountDownLatch clientGone() {
        return clientGone;
    }

    private void accept(Answer answer) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client, answer), "raw-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, Answer answer) {
        try (client) {
            StringBuilder head = new StringBuilder();
            int last = 0;
            while (last != 0x0d0a0d0a) { // The empty line after the headers.
                int next = client.getInputStream().read();
                if (next < 0) {
                    return;
                }
                last = last << 8 | next;
                head.append((char) next);
            }
            heads.add(head.toString());
            requests.incrementAndGet();
            answer.write(client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException e) {
            clientGone.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
