package dev.saoma.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of 127.0.0.1 to configure a foreign server with before it starts. Until this is closed, the port is bound without a
 * listener, so that no other program is given it. Linux lets the server bind it all the same.
 */
public final class HeldPort implements AutoCloseable {
    private static final boolean CAN_BE_SHARED = System.getProperty("os.name").equals("Linux");

    private final Socket socket = new Socket();
    private final int number;

    public HeldPort() throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        number = socket.getLocalPort();
        if (!CAN_BE_SHARED) {
            socket.close();
        }
    }

    public int number() {
        return number;
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
