package dev.saoma.page.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An address that never responds to a SYN: its queue of connections is full, and no one accepts them. */
public final class BlackHole implements AutoCloseable {
    private static final int MOST = 64;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    public BlackHole() throws IOException {
        while (connects()) {
            if (waiting.size() > MOST) {
                throw new IllegalStateException("the queue of connections has no end here");
            }
        }
    }

    private boolean connects() throws IOException {
        Socket next = new Socket();
        waiting.add(next);
        try {
            next.connect(socket.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket one : waiting) {
            one.close();
        }
        socket.close();
    }
}
