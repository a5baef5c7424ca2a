package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.DatabaseServer;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.JavaCommand;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Ports;
import dev.saoma.page.support.WeChatStub;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** docs/page/people.md, word by word in an empty folder: its settings, and its commands in order. */
@Timeout(600)
class PeopleDocsIT {
    private static final Path DOCS = Path.of("..", "docs", "page", "people.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern NAME = Pattern.compile("java -jar (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("\\b(\\d{6})\\b");

    @TempDir
    Path folder;

    private String password = "";

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS))
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no stand-alone jar: run the build up to package"));
        }
    }

    private Process shell(String command) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "PATH=" + java + ":$PATH; " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("JDK_JAVA_OPTIONS", String.join(" ", JavaCommand.OPTIONS));
        shell.environment().put("SAOMA_DB_PASSWORD", password);
        return shell.start();
    }

    /** Runs the command, which must succeed, and returns what it printed. */
    private String run(String command) throws Exception {
        Process process = shell(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isZero();
        return said;
    }

    /** Follows the document; {@code directory} replaces the last line of the page's settings. */
    private void follow(String directory) throws Exception {
        List<String> commands = blocks("").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("java "))
                .toList();
        Matcher name = NAME.matcher(commands.get(0));
        assertThat(name.find()).isTrue();
        Files.copy(jar(), folder.resolve(jar().getFileName()));
        assertThat(commands)
                .as("each command names the jar that is built")
                .allMatch(command -> command.startsWith("java -jar " + jarName()));
        try (WeChatStub wechat = new WeChatStub()) {
            int port = Ports.free();
            URI issuer = URI.create("http://127.0.0.1:" + port);
            String settings = blocks("yaml").get(0);
            assertThat(settings).endsWith("directory: { admission: approve }\n");
            Files.writeString(
                    folder.resolve("page.yaml"),
                    settings.replace("directory: { admission: approve }\n", directory)
                                    .replace("http://localhost:8080", issuer.toString())
                                    .replace("http://localhost:8090/callback", PageUnderTest.CRM_CALLBACK)
                                    .replace(
                                            "wechat: {",
                                            "wechat: { openUrl: \"" + wechat.uri() + "\", apiUrl: \"" + wechat.uri()
                                                    + "\",")
                            + "listen: \"127.0.0.1:" + port + "\"\nmanagement: { listen: \"127.0.0.1:0\" }\n");
            assertThat(run(commands.get(0))).contains("in order");
            Process page = shell("exec " + commands.get(1));
            try {
                untilItListens(page);
                Browser browser = new Browser(issuer);
                String number = numberShown(browser);
                for (String command : commands.subList(2, commands.size())) {
                    run(command.replace("482913", number).replace("SUBJECT", WeChatStub.UNIONID));
                }
                afterwards();
            } finally {
                page.destroy();
                page.waitFor();
            }
        }
    }

    /**
     * Returns the number on the waiting page; a page that has just started on a busy machine may need several tries of 300
     * ms.
     */
    private static String numberShown(Browser browser) {
        for (int scan = 1; ; scan++) { // Ends at the class's timeout.
            String shown =
                    browser.callback(browser.begin(Browser.crm()), "c" + scan).body();
            Matcher number = NUMBER.matcher(shown.replaceAll("(?s)<script.*?</script>|<[^>]*>", " "));
            if (number.find()) {
                return number.group(1);
            }
        }
    }

    private static String jarName() {
        try {
            return jar().getFileName().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void untilItListens(Process page) throws IOException {
        BufferedReader output = page.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("management listens")) {
                Thread reader = new Thread(() -> output.lines().forEach(any -> {}), "output of the page");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new AssertionError("the page did not start: " + said);
    }

    /** Checks what the commands have done, and what else the page's sentences claim. */
    private void afterwards() throws Exception {
        String java = "java -jar " + jarName();
        String subject = WeChatStub.UNIONID;
        assertThat(Files.readString(folder.resolve("people.csv"))).contains(subject, "blocked", "staff crm:admin");
        assertThat(Files.readString(folder.resolve("sign-ins.csv"))).startsWith("\uFEFF\"time\"");
        assertThat(Files.readString(folder.resolve("people.jsonl"))).contains(subject, "\"department\":\"sales\"");
        assertThat(run(java + " --people show " + subject + " page.yaml")).contains("left the company");
        assertThat(run(java + " --verify-audit page.yaml")).contains("as it was written");
        assertThat(run(java + " --print-schema postgresql")).contains("CREATE TABLE saoma_person");
        run(java + " --people erase " + subject + " --yes page.yaml");
        assertThat(run(java + " --people list page.yaml")).doesNotContain(subject);
        assertThat(run(java + " --verify-audit page.yaml")).contains("as it was written");
    }

    @Test
    @DisplayName("people.md is followed from an empty folder, with the embedded database")
    void h2() throws Exception {
        follow("directory: { admission: approve }\n");
        assertThat(folder.resolve("people.mv.db")).as("where the page says").exists();
    }

    /** The same with the statements and settings for several nodes. */
    @Nested
    class Postgresql {
        @RegisterExtension
        static final DatabaseServer SERVER = DatabaseServer.postgresql();

        @Test
        @DisplayName("people.md is followed from an empty folder, with PostgreSQL")
        void postgresql() throws Exception {
            String server = SERVER.newDatabase();
            // The tests' server belongs to a role of that name.
            List<String> statements = List.of(blocks("sql")
                    .get(0)
                    .replace("ROLE saoma", "ROLE page")
                    .replace("OWNER saoma", "OWNER page")
                    .split(";\\s*\n"));
            DatabaseServer.execute(server, statements.toArray(String[]::new));
            password = "choose-a-password";
            assertThat(statements.get(0)).contains(password);
            String address = server.replaceFirst("(//[^/]+/)[a-z0-9]+.*", "$1saoma");
            String directory = blocks("yaml").get(1);
            assertThat(directory).contains("jdbc:postgresql://db.internal/saoma", "${env:SAOMA_DB_PASSWORD}");

            follow(directory
                    .replace("jdbc:postgresql://db.internal/saoma", address)
                    .replace("user: saoma", "user: page"));
        }
    }
}
