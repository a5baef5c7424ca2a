package dev.saoma.bench.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the stand-alone jar as a process of its own: what it costs until it listens, with and without an archive of its
 * classes and with and without a directory, and how much memory it uses then and after many sign-ins. Needs {@code /proc}.
 */
final class StartBench {
    private static final double MOST_OF_PLAIN = 0.5;
    private static final int SIGN_INS = 1000;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Path PROC = Path.of("/proc");

    private final int starts;
    private final StringBuilder text = new StringBuilder();
    private final HttpClient client = Visitor.client();

    StartBench(boolean quick) {
        this.starts = quick ? 3 : 9;
    }

    /** @param target the directory in which the build has put the stand-alone jar */
    String measure(Path target) throws Exception {
        line("## Start of the stand-alone jar");
        line("");
        Optional<Path> jar = jar(target);
        if (jar.isEmpty() || !Files.exists(PROC.resolve("self/status"))) {
            line("Not measured: there is no stand-alone jar in %s, or no /proc.", target);
            return text.toString();
        }
        Path folder = Files.createTempDirectory("saoma-bench-start");
        Path archive = folder.resolve("page.jsa");
        command(List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.get().toString(), "--warm-up"))
                .start()
                .waitFor();
        line("| | s on the wall | s of processor | MB after the start | MB after %,d sign-ins |", SIGN_INS);
        line("|---|---|---|---|---|");
        Started plain = row("as it is", jar.get(), folder, List.of(), "");
        Started archived = row("from an archive", jar.get(), folder, List.of("-XX:SharedArchiveFile=" + archive), "");
        String directory = "directory: { admission: everybody, database: { timeout: PT10S } }\n";
        row("with a directory (H2)", jar.get(), folder, List.of(), directory);
        row(
                "with a directory, from an archive",
                jar.get(),
                folder,
                List.of("-XX:SharedArchiveFile=" + archive),
                directory);
        double share = archived.processor() / plain.processor();
        line("");
        line("| target | measured | |");
        line("|---|---|---|");
        line(
                "| from an archive: at most %.0f %% of the processor time | %.0f %% | %s |",
                MOST_OF_PLAIN * 100, share * 100, share <= MOST_OF_PLAIN ? "met" : "**missed**");
        return text.toString();
    }

    private static Optional<Path> jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst();
        }
    }

    /** Medians, in seconds and MB. */
    private record Started(double wall, double processor, double resident) {}

    private Started row(String name, Path jar, Path folder, List<String> options, String more) throws Exception {
        System.out.println("start: " + name);
        List<Double> walls = new ArrayList<>();
        List<Double> processors = new ArrayList<>();
        List<Double> residents = new ArrayList<>();
        double used = 0;
        for (int i = 0; i <= starts; i++) { // The first one generates the keys, and is not counted.
            try (WeChatDouble wechat = new WeChatDouble()) {
                URI issuer = URI.create("http://127.0.0.1:" + free());
                Path yaml = Files.writeString(folder.resolve("page.yaml"), yaml(issuer, wechat.uri()) + more);
                long begun = System.nanoTime();
                Process process = start(jar, yaml, options);
                try {
                    if (i > 0) {
                        walls.add((System.nanoTime() - begun) / 1e9);
                        processors.add(
                                process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
                        residents.add(resident(process));
                    }
                    if (i == starts) {
                        Visitor visitor = new Visitor(client, issuer);
                        new Load().all(SIGN_INS, n -> visitor.token(visitor.scan(visitor.loginPage())));
                        used = resident(process);
                    }
                } finally {
                    process.destroy();
                    process.waitFor();
                }
            }
        }
        Started medians = new Started(median(walls), median(processors), median(residents));
        line("| %s | %.2f | %.2f | %.0f | %.0f |", name, medians.wall(), medians.processor(), medians.resident(), used);
        return medians;
    }

    private static Process start(Path jar, Path yaml, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        arguments.addAll(options);
        arguments.addAll(List.of("-jar", jar.toString(), yaml.toString()));
        Process process = command(arguments).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("management listens")) {
                Thread reader = new Thread(() -> drain(output), "output of the page");
                reader.setDaemon(true);
                reader.start();
                return process;
            }
        }
        throw new IllegalStateException("the page did not start");
    }

    /** Reads what else the page prints, so that it never blocks on a full pipe. */
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                continue;
            }
        } catch (IOException e) {
            // The page has been stopped.
        }
    }

    private static ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static double resident(Process process) throws IOException {
        Matcher found = RESIDENT.matcher(
                Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("status")));
        if (!found.find()) {
            throw new IllegalStateException("the resident memory is unknown");
        }
        return Double.parseDouble(found.group(1)) / 1024;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static String yaml(URI issuer, URI wechat) {
        return """
                issuer: %s
                listen: "127.0.0.1:%d"
                management: { listen: "127.0.0.1:0" }
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5, openUrl: "%s", apiUrl: "%s" }
                limits: { signInsPerAddress: 0, signInsPerApplication: 0, callbacksPerAddress: 0, tokenCallsPerAddress: 0 }
                applications:
                  - { clientId: crm, name: 客户管理, clientSecret: %s, redirectUris: ["%s"] }
                """.formatted(issuer, issuer.getPort(), wechat, wechat, Visitor.SECRET, Visitor.CALLBACK);
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        text.append(line).append('\n');
    }
}
