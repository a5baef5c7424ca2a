package dev.saoma.page.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A proxy that opens tunnels (CONNECT), all of them to one server on this machine, whatever host is requested. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final int server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String credentials;
    private volatile @Nullable String refusal;
    private volatile boolean silent;

    /** Creates a proxy in front of the server at that port. */
    public ConnectProxy(int server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** From now on, opens tunnels only for that user. */
    public ConnectProxy requires(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        credentials = "Basic " + Base64.getEncoder().encodeToString(both);
        return this;
    }

    /** From now on, refuses every tunnel with that status, such as {@code 502 Bad Gateway}. */
    public ConnectProxy refuses(String status) {
        refusal = status;
        return this;
    }

    /** From now on, does not respond. */
    public ConnectProxy isSilent() {
        silent = true;
        return this;
    }

    /** Returns its address as {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Returns what was requested: the first line of each request. */
    public List<String> asked() {
        return asked;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String head = head(client.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                asked.add(head.lines().findFirst().orElse(""));
                if (silent) {
                    client.getInputStream().read(); // Until the other side closes.
                    return;
                }
                if (!answer(client, head)) {
                    tunnel(client);
                    return;
                }
            }
        } catch (IOException e) {
            // A tunnel ends when either side closes it.
        }
    }

    private boolean answer(Socket client, String head) throws IOException {
        String needed = credentials;
        boolean known = needed == null || head.contains("\r\nProxy-Authorization: " + needed + "\r\n");
        String status = !known ? "407 Proxy Authentication Required" : refusal;
        String answer = status == null
                ? "HTTP/1.1 200 Connection established\r\n\r\n"
                : "HTTP/1.1 " + status + "\r\n"
                        + (known ? "" : "Proxy-Authenticate: Basic realm=\"way out\"\r\n")
                        + "Content-Length: 5\r\n\r\nsorry";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return status != null;
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
            open.add(target);
            start(() -> copy(target, client));
            copy(client, target);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
