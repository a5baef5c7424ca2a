package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.DatabaseServer;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.JavaCommand;
import dev.saoma.page.support.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The finished stand-alone jar as a process of its own: nothing needs what the build leaves out of it. */
@Timeout(300)
class StandaloneJarIT {
    private static final long MOST_BYTES = 22_000_000;
    private static final Pattern MANAGEMENT = Pattern.compile("management listens on 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern LOADED = Pattern.compile("\\[info *]\\[class,load] ([\\w.$]+)");
    /** Classes that only a page with a directory uses. */
    private static final List<String> OF_DIRECTORIES = List.of(
            "com.zaxxer.", "org.flywaydb.", "org.jdbi.", "org.h2.", "org.postgresql.", "dev.saoma.page.database.");
    /** What is loaded at its first use: TLS with the certificates that Java trusts, and the JMX server. */
    private static final List<String> OF_LATER =
            List.of("sun.security.ssl.", "sun.security.x509.X509CertImpl", "com.sun.jmx.mbeanserver.JmxMBeanServer");

    @TempDir
    static Path shared;

    /** A page without a directory, which has logged the classes that it loads. */
    private static Running plain;

    @TempDir
    Path folder;

    @BeforeAll
    static void startPlainPage() throws IOException {
        plain = Running.of(jar(), yaml(shared, ""), "-Xlog:class+load:stdout");
    }

    @AfterAll
    static void stopPlainPage() {
        plain.close();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no stand-alone jar: run the build up to package"));
        }
    }

    private Path yaml(String more) throws IOException {
        return yaml(folder, more);
    }

    private static Path yaml(Path folder, String more) throws IOException {
        return Files.writeString(folder.resolve("page.yaml"), """
                issuer: http://127.0.0.1:18080
                listen: "127.0.0.1:0"
                management: { listen: "127.0.0.1:0" }
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                applications:
                  - { clientId: crm, name: CRM, redirectUris: ["http://localhost:8080/crm/saoma/callback"] }
                """ + more);
    }

    private static Process java(String... arguments) throws IOException {
        return new ProcessBuilder(JavaCommand.of(arguments))
                .redirectErrorStream(true)
                .start();
    }

    /** A running page; {@code said} is what it printed until it listened. */
    private record Running(Process process, int management, List<String> said) implements AutoCloseable {
        static Running of(Path jar, Path yaml, String... options) throws IOException {
            List<String> arguments = new ArrayList<>(Arrays.asList(options));
            arguments.addAll(List.of("-jar", jar.toString(), yaml.toString()));
            Process process = java(arguments.toArray(String[]::new));
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            List<String> said = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                Matcher found = MANAGEMENT.matcher(line);
                if (found.find()) {
                    return new Running(process, Integer.parseInt(found.group(1)), said);
                }
            }
            throw new AssertionError("the page did not start: " + said);
        }

        Browser operator() {
            return new Browser(java.net.URI.create("http://127.0.0.1:" + management));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    @DisplayName("one jar for everybody has at most 22 MB")
    void jar_isSmall() throws IOException {
        assertThat(Files.size(jar())).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    @DisplayName("5A: without a directory nothing of it is loaded, and metrics are text")
    void withoutDirectory_nothingOfItIsLoaded() {
        assertThat(plain.operator().get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(plain.operator().get("/metrics").body()).contains("# TYPE jvm_memory_used_bytes gauge");
        List<String> loaded = loaded(plain);
        assertThat(loaded).as("the log of loaded classes").contains("dev.saoma.page.directory.OpenDirectory");
        assertThat(loaded)
                .filteredOn(name -> OF_DIRECTORIES.stream().anyMatch(name::startsWith))
                .isEmpty();
    }

    @Test
    @DisplayName("what only a call by https or JMX needs is not made at the start")
    void start_makesNothingOfLaterUse() {
        List<String> loaded = loaded(plain);
        assertThat(loaded).as("the log of loaded classes").contains("dev.saoma.page.outbound.Outbound");
        assertThat(loaded)
                .filteredOn(name -> OF_LATER.stream().anyMatch(name::startsWith))
                .isEmpty();
    }

    private static List<String> loaded(Running page) {
        return page.said().stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    @DisplayName("from an archive that --warm-up makes, the page reads nearly all of its classes")
    void archive_hasTheClasses() throws Exception {
        Path archive = folder.resolve("page.jsa");
        Process warmUp = java("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar().toString(), "--warm-up");
        assertThat(warmUp.inputReader(StandardCharsets.UTF_8).lines().toList())
                .as("what it says")
                .noneMatch(line -> line.contains("--warm-up"));
        assertThat(warmUp.waitFor()).isZero();

        Path yaml = yaml("directory: { admission: known }\n");
        try (Running page =
                Running.of(jar(), yaml, "-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-Xlog:class+load:stdout")) {
            untilReady(page);
            List<String> ours = page.said().stream()
                    .filter(line -> line.contains("dev.saoma.page.") && !line.contains("$$Lambda"))
                    .filter(line -> line.contains(" source: "))
                    .toList();
            assertThat(ours).hasSizeGreaterThan(200);
            assertThat(ours.stream().filter(line -> !line.contains("shared objects file")))
                    .as("classes that were read from the jar")
                    .hasSizeLessThan(ours.size() / 20);
        }
    }

    @Test
    @DisplayName("the embedded database, and the metrics of a page that has one")
    void h2_works() throws Exception {
        Path yaml = yaml("directory: { admission: known }\n");
        try (Running page = Running.of(jar(), yaml)) {
            untilReady(page);
            assertThat(page.operator().get("/metrics").body()).contains("# TYPE ");
        }
        keepsPeople(yaml);
    }

    private static void untilReady(Running page) {
        while (page.operator().get("/health/ready").statusCode() != 200) {
            Pause.briefly(); // The list of blocked people is read within 300 ms, or a second later.
        }
    }

    /** Adds a person and lists them, with migrations, queries and the audit, so that every statement is tried. */
    private void keepsPeople(Path yaml) throws Exception {
        Path people = Files.writeString(folder.resolve("people.jsonl"), "{\"subject\":\"somebody\"}\n");
        assertThat(run("--people", "import", people.toString(), yaml.toString()))
                .contains("1 people added");
        assertThat(run("--people", "list", yaml.toString())).contains("somebody  active");
        assertThat(run("--verify-audit", yaml.toString())).contains("as it was written");
        assertThat(run("--doctor", yaml.toString())).doesNotContain("refuses");
    }

    private String run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-jar", jar().toString()));
        all.addAll(Arrays.asList(arguments));
        Process process = java(all.toArray(String[]::new));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Nested
    class Postgresql {
        @RegisterExtension
        static final DatabaseServer SERVER = DatabaseServer.postgresql();

        @Test
        void postgresql_works() throws Exception {
            keepsPeople(yaml("directory: { database: { url: \"" + SERVER.newDatabase() + "\" } }\n"));
        }
    }

    @Nested
    class MariaDb {
        @RegisterExtension
        static final DatabaseServer SERVER = DatabaseServer.mariadb();

        @Test
        @DisplayName("a driver that the jar does not carry is loaded from its file")
        void mariadb_works() throws Exception {
            Path driver = Path.of(Class.forName("org.mariadb.jdbc.Driver")
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            keepsPeople(yaml("directory: { database: { url: \"" + SERVER.newDatabase() + "\", driver: \"" + driver
                    + "\" } }\n"));
        }
    }
}
