package dev.saoma.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Listening sockets on 127.0.0.1, bound before their servers start, so that each server knows the others' URLs. */
public final class Loopback {
    private static final int BACKLOG = 128;

    private Loopback() {}

    /**
     * Binds {@code port}, or any free port where it is taken; 0 means any.
     *
     * @throws UncheckedIOException if no port can be bound
     */
    public static ServerSocketChannel bind(int port) {
        try {
            return open(port);
        } catch (BindException taken) {
            return bind(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
    }

    /** Returns the port that the socket listens on. */
    public static int port(ServerSocketChannel socket) {
        return socket.socket().getLocalPort();
    }

    private static ServerSocketChannel open(int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
