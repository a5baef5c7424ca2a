package dev.saoma.e2e.support;

import static dev.saoma.e2e.support.Snippet.replaced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A reverse proxy installed on the machine that terminates TLS for one host, with the documentation's lines for it. */
public final class ProxyServer implements AutoCloseable {
    /** The proxies in the documentation, by the names of their programs. */
    public enum Kind {
        NGINX("nginx-light"),
        HAPROXY("haproxy"),
        CADDY("caddy");

        private final String debian;

        Kind(String debian) {
            this.debian = debian;
        }

        /** Returns the program; where the machine does not have it, the calling test is skipped. */
        public Path orSkip() {
            return Installed.orSkip(name().toLowerCase(java.util.Locale.ROOT), debian);
        }
    }

    /**
     * The values in place of the documentation's examples.
     *
     * @param host name that browsers use
     * @param port of 127.0.0.1 that it listens on
     * @param inside address of the server behind it, such as {@code 127.0.0.1:8080}
     * @param pem certificate and key
     */
    public record Place(String host, int port, String inside, Path pem) {}

    private static final String NGINX = """
            daemon off;
            pid %1$s/nginx.pid;
            error_log stderr;
            %7$s
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d ssl;
                server_name %3$s;
                ssl_certificate %4$s;
                ssl_certificate_key %5$s;
            %6$s
              }
            }
            """;

    private final ServerProcess process;

    private ProxyServer(ServerProcess process) {
        this.process = process;
    }

    /** Starts a proxy with its files in a new folder, and returns when it listens. */
    public static ProxyServer start(Kind kind, Path folder, Place place) throws Exception {
        Path program = kind.orSkip();
        Files.createDirectories(folder);
        Path file = Files.writeString(
                folder.resolve("configuration"),
                switch (kind) {
                    case NGINX -> nginx(folder, place);
                    case HAPROXY -> haproxy(place);
                    case CADDY -> caddy(place);
                });
        List<String> arguments = switch (kind) {
            case NGINX -> List.of("-e", "stderr", "-p", folder.toString(), "-c", file.toString());
            case HAPROXY -> List.of("-db", "-f", file.toString());
            case CADDY -> List.of("run", "--adapter", "caddyfile", "--config", file.toString());
        };
        ProcessBuilder command = new ProcessBuilder(program.toString()).directory(folder.toFile());
        command.command().addAll(arguments);
        command.environment().putAll(Map.of("HOME", folder.toString(), "XDG_DATA_HOME", folder.toString()));
        return new ProxyServer(ServerProcess.start(command).awaitListening(place.port()));
    }

    private static String nginx(Path folder, Place place) throws IOException {
        String lines = replaced(Snippet.of("page/operations.md", "nginx"), "127.0.0.1:8080", place.inside());
        // Workers of a root master process run as the user nobody, which may not write into the folder.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        return NGINX.formatted(folder, place.port(), place.host(), place.pem(), place.pem(), lines, user);
    }

    private static String haproxy(Place place) throws IOException {
        String lines = replaced(
                Snippet.of("stacks.md", "haproxy"),
                ":443 ssl crt /etc/haproxy/login.example.cn.pem",
                "127.0.0.1:" + place.port() + " ssl crt " + place.pem());
        return replaced(lines, "127.0.0.1:8080", place.inside());
    }

    private static String caddy(Place place) throws IOException {
        String lines = replaced(
                Snippet.of("stacks.md", "caddy"),
                "login.example.cn {",
                "https://" + place.host() + ":" + place.port() + " {\n    bind 127.0.0.1\n    tls " + place.pem() + " "
                        + place.pem());
        return "{\n    admin off\n    auto_https off\n}\n" + replaced(lines, "127.0.0.1:8080", place.inside());
    }

    @Override
    public void close() {
        process.close();
    }
}
