package dev.saoma.page.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.HostedPageServlet;
import dev.saoma.page.Main;
import dev.saoma.page.support.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page whose settings have no {@code console}, like the README's first ones: there is no trace of one. */
@Timeout(300)
class ConsoleAbsentIT {
    private static final Pattern SETTINGS =
            Pattern.compile("<!-- tested: page.yaml -->\n```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LISTENS = Pattern.compile("login page started .* listens on \\S*?:(\\d+)");
    private static final Pattern CONSOLE = Pattern.compile(
            "dev\\.saoma\\.page\\.(console\\.(?!state\\.ConsolePool(\\$Client)? )|Console(Server|Client))");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "WECHAT_SECRET", "0123456789abcdef0123456789abcdef", "CRM_SECRET", "a-secret-of-the-README-long-enough");

    @TempDir
    Path folder;

    private Path settings(String more) throws IOException {
        Matcher readme = SETTINGS.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(readme.find()).isTrue();
        return Files.writeString(folder.resolve("page.yaml"), readme.group(1) + more);
    }

    private static Process main(String... arguments) throws IOException {
        List<String> command = JavaCommand.of("-cp", System.getProperty("java.class.path"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    @Test
    @DisplayName("5B: fresh start: no console, no address, no listener and no class of it")
    void freshStart_hasNoConsole() throws Exception {
        Path classes = folder.resolve("classes.txt");
        Process process = main(
                "-Xlog:class+load:file=" + classes,
                Main.class.getName(),
                settings("listen: \"127.0.0.1:0\"\n").toString());
        List<String> log = new ArrayList<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            int port = port(output, log);
            String unknown = get(port, "/no-such-address");
            assertThat(unknown).startsWith("HTTP/1.1 404 ");
            for (String path : paths()) {
                assertThat(get(port, path)).as(path).isEqualTo(unknown);
            }
            String noFile = get(port, "/assets/no-such-file.css");
            assertThat(noFile).startsWith("HTTP/1.1 404 ");
            assertThat(get(port, "/assets/console.css")).isEqualTo(noFile);
            assertThat(get(port, "/assets/console.js")).isEqualTo(noFile);
            assertThat(listeners(process.pid())).as("listening sockets").hasSizeLessThanOrEqualTo(1);
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(log).noneMatch(line -> line.contains("console"));
        try (Stream<String> loaded = Files.lines(classes)) {
            assertThat(loaded.filter(line -> CONSOLE.matcher(line).find()))
                    .as("classes, but for the types of what a page with a console would pass to it")
                    .isEmpty();
        }
    }

    private static int port(BufferedReader output, List<String> log) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            Matcher found = LISTENS.matcher(line);
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
        }
        throw new AssertionError("the page did not start: " + log);
    }

    /** Returns the response to a request as the reverse proxy would send it, without what is new in each response. */
    private static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: login.example.cn\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .replaceAll(
                            "nonce-[^']+|nonce=\"[^\"]+|(?m)^(Date|Content-Length):.*$|(?<=id=\"error-id\">)\\w+", "");
        }
    }

    /** Returns all addresses of a console, except for the root, which is the login page's own. */
    private static Set<String> paths() {
        Set<String> paths = new HashSet<>(Set.of("/administrators", "/api", "/api/v1", "/api/v1/"));
        ConsoleTable.rows().forEach(row -> paths.add(row.path().replace("{id}", "oPerson")));
        paths.remove("/");
        return paths;
    }

    /** Returns the listening sockets of a process, on systems that list them. */
    private static Set<String> listeners(long pid) throws IOException {
        Set<String> own = new HashSet<>();
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        if (!Files.isDirectory(descriptors)) {
            return Set.of();
        }
        try (Stream<Path> links = Files.list(descriptors)) {
            for (Path link : links.toList()) {
                own.add(target(link));
            }
        }
        Set<String> listening = new HashSet<>();
        for (String protocol : List.of("tcp", "tcp6")) {
            Path table = Path.of("/proc", Long.toString(pid), "net", protocol);
            for (String line : Files.isReadable(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) {
                    listening.add(columns[1]);
                }
            }
        }
        return listening;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed meanwhile.
        }
    }

    @Test
    @DisplayName("5B: without a console there is no link to one")
    void link_isRefused() throws Exception {
        Process process =
                main(Main.class.getName(), "--console-link", settings("").toString());
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isNotZero();
        assertThat(said).contains("console").doesNotContain("/enter#");
    }

    @Test
    @DisplayName("5B, Security 1: the page as a servlet in another server refuses settings with a console")
    void servlet_refusesConsole() throws Exception {
        Path config = settings("directory: { admission: everybody }\nconsole: { url: \"https://admin.example.cn\" }\n");
        String yaml = Files.readString(config);
        for (Map.Entry<String, String> variable : ENVIRONMENT.entrySet()) {
            yaml = yaml.replace("${env:" + variable.getKey() + "}", variable.getValue());
        }
        Files.writeString(config, yaml);
        Server server = new Server();
        ServletContextHandler handler = new ServletContextHandler("/portal");
        ServletHolder holder = new ServletHolder(HostedPageServlet.class);
        holder.setInitParameter("config", config.toString());
        holder.setInitOrder(1);
        handler.addServlet(holder, "/*");
        server.setHandler(handler);
        try {
            assertThatThrownBy(server::start).hasMessageContaining("console: there is none inside another server");
        } finally {
            server.stop();
        }
    }
}
