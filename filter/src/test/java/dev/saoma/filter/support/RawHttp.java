package dev.saoma.filter.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests that no HTTP library would send. */
public final class RawHttp {
    private RawHttp() {}

    /** Sends lines as they are and reads the response to its end. */
    public static String send(int port, String... lines) throws IOException {
        return exchange(port, "", lines);
    }

    /** Sends lines and a body. */
    public static String post(int port, String body, String... lines) throws IOException {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
        return exchange(port, body, all);
    }

    private static String exchange(int port, String body, String... lines) throws IOException {
        String request = String.join("\r\n", lines) + "\r\n"
                + unlessGiven(lines, "Host: 127.0.0.1")
                + unlessGiven(lines, "Connection: close")
                + "\r\n"
                + body;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private static String unlessGiven(String[] lines, String header) {
        String name = header.substring(0, header.indexOf(':') + 1);
        return Arrays.stream(lines).anyMatch(line -> line.startsWith(name)) ? "" : header + "\r\n";
    }
}
