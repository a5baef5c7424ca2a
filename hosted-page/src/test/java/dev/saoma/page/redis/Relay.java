package dev.saoma.page.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a page and its Redis, and treats the bytes as bad networks do. */
public final class Relay implements AutoCloseable {
    /** What it does with connections. */
    public enum Mode {
        PASS,
        /** Accepts connections and bytes, and lets nothing through. */
        STALL,
        /** Closes connections. */
        CUT
    }

    private final ServerSocket server;
    private final int target;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.PASS;

    public Relay(int target) {
        this(plain(), target);
    }

    /** Relays from that socket, which may use TLS. */
    Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
        start(this::accept);
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns how many connections have been made so far. */
    public int connections() {
        return connections.get();
    }

    public void mode(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            hangUp();
        }
    }

    void hangUp() {
        open.forEach(Relay::closeQuietly);
        open.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                if (mode == Mode.CUT) {
                    client.close();
                    continue;
                }
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(redis);
                start(() -> copy(client, redis));
                start(() -> copy(redis, client));
            } catch (IOException e) {
                // The next one may succeed; a closed socket ends the loop.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (mode == Mode.PASS) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // Closed on one side: closed on both.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }
}
