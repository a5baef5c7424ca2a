package dev.saoma.page.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback that stay ours while nothing listens on them, for example between a stop and a start: they are below
 * the range from which a system takes ports for outgoing connections and for servers on port 0.
 */
public final class Ports {
    private static final int FIRST = 11_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1000;

    private Ports() {}

    /** Returns a listening socket on a port that will be free again when it is closed. */
    static ServerSocketChannel listening() {
        for (int i = 0; i < TRIES; i++) {
            try {
                return listening(ThreadLocalRandom.current().nextInt(FIRST, LAST));
            } catch (BindException e) {
                // Another process has it; the next one will do.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free");
    }

    static ServerSocketChannel listening(int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            return socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns the number of a free port, for a server in another process. */
    public static int free() {
        try (ServerSocketChannel socket = listening()) {
            return socket.socket().getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port on which nothing listens, and nothing can until this is closed: connections to it are refused. */
    public static final class Closed implements AutoCloseable {
        private final Socket holder = new Socket();

        public Closed() throws IOException {
            holder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)); // Bound, but not listening.
        }

        public int number() {
            return holder.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            holder.close();
        }
    }
}
