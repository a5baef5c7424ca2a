package dev.saoma.page;

import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code --warm-up}: starts a page with settings of its own on a free port, sends it the requests of browsers and applications,
 * and ends. With {@code -XX:ArchiveClassesAtExit} Java keeps the classes that were used, and starts from them in half the time.
 */
final class WarmUp {
    private static final List<String> PATHS = List.of(
            "/.well-known/openid-configuration",
            "/jwks",
            "/health/ready",
            "/authorize?client_id=warm-up&redirect_uri=https://app.example.com/cb&response_type=code&scope=openid"
                    + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&state=s",
            "/token",
            "/nothing");

    private WarmUp() {}

    /** @throws IOException if the page does not respond */
    static void run() throws IOException {
        Path folder = Files.createTempDirectory("saoma-warm-up");
        try (ServerSocketChannel socket = loopback();
                ServerSocketChannel console = loopback()) {
            String issuer = "http://127.0.0.1:" + socket.socket().getLocalPort();
            Files.writeString(folder.resolve("wechat.secret"), "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5\n");
            Path yaml = Files.writeString(folder.resolve("page.yaml"), settings(issuer));
            PageSettings.load(yaml, Map.of());
            try (HostedPage page = HostedPage.start(yaml, Map.of(), socket, console)) {
                for (String path : PATHS) {
                    request(page.issuer() + path);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static ServerSocketChannel loopback() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    /**
     * Returns settings with a file reference and a directory, as operators use, so that the archive has the classes for both.
     */
    private static String settings(String issuer) {
        return """
                issuer: %s
                trustedProxies: [127.0.0.1]
                wechat:
                  appId: wx0123456789abcdef
                  appSecret: ${file:wechat.secret}
                management:
                  listen: 127.0.0.1:0
                applications:
                  - clientId: warm-up
                    name: Warm-up
                    clientSecret: kQ3vT9xZ1mB7nR5wY2cL8pF4hD6sJ0gA
                    redirectUris:
                      - https://app.example.com/cb
                directory:
                  database: { url: "jdbc:h2:mem:warm-up" }
                """.formatted(issuer);
    }

    private static void request(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setInstanceFollowRedirects(true);
        connection.setRequestProperty("Accept", "text/html");
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
