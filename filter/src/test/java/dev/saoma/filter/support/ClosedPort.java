package dev.saoma.filter.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A port of 127.0.0.1 that refuses connections as long as the tests run: it is bound, so that no other program is given it. On
 * Linux, a server configured with this very port can still listen on it.
 */
public final class ClosedPort {
    private static final Queue<Socket> TAKEN = new ConcurrentLinkedQueue<>();

    private ClosedPort() {}

    public static int take() throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        TAKEN.add(socket);
        return socket.getLocalPort();
    }
}
