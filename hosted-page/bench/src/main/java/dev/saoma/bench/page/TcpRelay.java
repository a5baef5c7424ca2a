package dev.saoma.bench.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a server, and can hang or break like a network. */
final class TcpRelay implements AutoCloseable {
    private final ServerSocket front;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Object gate = new Object();
    private boolean hanging;
    private volatile boolean broken;

    TcpRelay(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.front = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    /** Sets whether nothing gets through from now on, while connections stay open. */
    void hangs(boolean hangs) {
        synchronized (gate) {
            hanging = hangs;
            gate.notifyAll();
        }
    }

    /** Sets whether connections, open and new ones, are closed from now on. */
    void isBroken(boolean broken) {
        this.broken = broken;
        if (broken) {
            open.forEach(TcpRelay::close);
        }
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                if (broken) {
                    close(client);
                    continue;
                }
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                threads.execute(() -> pump(client, server));
                threads.execute(() -> pump(server, client));
            } catch (IOException e) {
                // The next one may succeed.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                waitAtTheGate();
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // Closed below.
        }
        close(from);
        close(to);
        open.remove(from);
        open.remove(to);
    }

    private void waitAtTheGate() throws InterruptedException {
        synchronized (gate) {
            while (hanging) {
                gate.wait();
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed.
        }
    }

    @Override
    public void close() throws IOException {
        hangs(false);
        front.close();
        open.forEach(TcpRelay::close);
        threads.shutdownNow();
    }
}
