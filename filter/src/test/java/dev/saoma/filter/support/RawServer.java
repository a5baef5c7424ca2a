package dev.saoma.filter.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A server on loopback that reads one request per connection and then writes what a test chooses, however wrong. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Answer answer;

    /** Answers each connection in a thread of its own. */
    public RawServer(Answer answer) throws IOException {
        this.answer = answer;
        start(this::acceptAll);
    }

    /** Writes the response to a connection. */
    public interface Answer {
        void write(OutputStream out) throws IOException;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x");
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.getInputStream().read(new byte[8192]);
            answer.write(socket.getOutputStream());
        } catch (IOException e) {
            // The client closed the connection, as it should.
        }
    }

    public static void start(Runnable task) {
        Thread thread = new Thread(task, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
