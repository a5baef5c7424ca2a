package dev.saoma.release;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README.zh-CN.md followed word by word from an empty folder, with what the release folder holds, by the owners of a WAR on a
 * bare Tomcat 9, of a Spring Boot application and of a static page: each ends with a signed-in user. Only addresses are replaced
 * by free ones on loopback.
 */
class WordByWordIT {
    private static final String VERSION = System.getProperty("saoma.version");
    private static final Path RELEASE = Path.of(System.getProperty("saoma.release"));
    private static final Map<String, String> ENVIRONMENT =
            Map.of("CRM_SECRET", "a-secret-of-the-README-long-enough-7Yp2");
    private static final Pattern CODE = Pattern.compile("/connect/qrcode/([^/?#]+)");
    private static final double PATIENCE_MILLIS = 300_000;

    @TempDir
    private static Path folder;

    private static final int SANDBOX = freePort();
    private static final int PAGE = freePort();
    private static final int CRM = freePort();
    private static final int SHOP = freePort();

    private static Readme readme;
    private static Program sandbox;
    private static Program page;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void followWhatAllOfThemDo() throws Exception {
        readme = Readme.read();
        Path clone = folder.resolve("saoma");
        Sources.copy(Path.of(System.getProperty("saoma.root")), clone);
        sandbox = Program.start(
                clone,
                Map.of(),
                List.of(
                        Maven.command(),
                        "-Psandbox",
                        "-Dexec.args=--port " + SANDBOX,
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        sandbox.awaitAnswer("http://localhost:" + SANDBOX + "/phone");

        take("saoma-hosted-page-" + VERSION + "-standalone.jar", folder);
        Files.writeString(
                folder.resolve("page.yaml"),
                onLoopback(readme.pageYamlWithSandbox()) + "listen: 127.0.0.1:" + PAGE + "\n");
        List<String> command =
                Arrays.asList(readme.startOfPage().strip().replace("…", VERSION).split(" "));
        command.set(0, Program.java());
        page = Program.start(folder, ENVIRONMENT, command);
        page.awaitAnswer("http://127.0.0.1:" + PAGE + "/.well-known/openid-configuration");

        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium())
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        for (Program program :
                Stream.of(page, sandbox).filter(one -> one != null).toList()) {
            program.close();
        }
    }

    @Test
    void ownerOfAWar_onABareTomcat9() throws Exception {
        Path tomcat = folder.resolve("tomcat");
        Sources.unzip(Path.of(System.getProperty("saoma.tomcat9")), tomcat);
        tomcat = tomcat.resolve("apache-tomcat-" + System.getProperty("tomcat9.version"));
        Path serverXml = tomcat.resolve("conf/server.xml");
        Files.writeString(
                serverXml,
                Files.readString(serverXml).replace("8005", "-1").replace("port=\"8080\"", "port=\"" + CRM + "\""));
        Path application = tomcat.resolve("webapps/ROOT");
        Sources.delete(tomcat.resolve("webapps"));
        Files.createDirectories(application.resolve("WEB-INF/lib"));
        Files.writeString(application.resolve("index.jsp"), "<p id=\"user\"><%= request.getRemoteUser() %></p>");
        take("saoma-filter-" + VERSION + "-javax.jar", application.resolve("WEB-INF/lib"));
        Files.writeString(
                application.resolve("WEB-INF/web.xml"),
                "<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"4.0\">" + onLoopback(readme.webXml())
                        + "</web-app>");

        try (Program running = Program.start(tomcat, ENVIRONMENT, List.of("sh", "bin/catalina.sh", "run"))) {
            running.awaitAnswer("http://localhost:" + CRM + "/");
            signsIn();
        }
    }

    @Test
    void ownerOfASpringBootApplication() throws Exception {
        Path project = Files.createDirectories(folder.resolve("boot"));
        ConsumerIT.copy("boot/pom.xml", project.resolve("pom.xml"));
        ConsumerIT.copy("settings.xml", project.resolve("settings.xml"));
        ConsumerIT.copy("boot/App.java.txt", project.resolve("src/main/java/crm/App.java"));
        Path resources = Files.createDirectories(project.resolve("src/main/resources"));
        Files.writeString(resources.resolve("application.yml"), onLoopback(readme.applicationYml()));
        Maven.runAlone(
                project,
                List.of(
                        "--settings",
                        project.resolve("settings.xml").toString(),
                        "-Dmaven.repo.local=" + folder.resolve("repository"),
                        "package"));

        try (Program running = Program.start(
                project, ENVIRONMENT, List.of(Program.java(), "-jar", "target/crm.jar", "--server.port=" + CRM))) {
            running.awaitAnswer("http://localhost:" + CRM + "/");
            signsIn();
        }
    }

    @Test
    void ownerOfAStaticPage() throws Exception {
        byte[] html = onLoopback(readme.shopHtml()).getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), SHOP), 0);
        server.createContext("/", exchange -> {
            boolean isPage = exchange.getRequestURI().getPath().equals("/");
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(isPage ? 200 : 404, isPage ? html.length : -1);
            if (isPage) {
                exchange.getResponseBody().write(html);
            }
            exchange.close();
        });
        server.start();
        try {
            Page tab = tab();
            tab.navigate("http://localhost:" + SHOP + "/");
            scanAndConfirm(tab.waitForPopup(() -> tab.click("#sign-in")));

            assertThat(tab.locator("#status")).hasText(Pattern.compile("\\S+"));
            assertThat(tab.locator("#status")).not().containsText("saoma");
        } finally {
            server.stop(0);
        }
    }

    /** The application shows the user whom the sandbox has confirmed. */
    private static void signsIn() throws Exception {
        Page tab = tab();
        tab.navigate("http://localhost:" + CRM + "/");
        assertThat(tab).hasURL(Pattern.compile("http://127\\.0\\.0\\.1:" + PAGE + "/.*"));
        scanAndConfirm(tab);

        assertThat(tab.locator("#user")).hasText(Pattern.compile("[A-Za-z0-9_-]{20,}"));
        assertThat(tab).hasURL("http://localhost:" + CRM + "/");
    }

    private static Page tab() {
        Page tab = browser.newContext(new Browser.NewContextOptions().setLocale("zh-CN"))
                .newPage();
        tab.setDefaultTimeout(PATIENCE_MILLIS);
        return tab;
    }

    /** What a person does on the phone page, for the code that this login page shows. */
    private static void scanAndConfirm(Page loginPage) throws Exception {
        String image = loginPage
                .frameLocator("#wechat-frame")
                .locator("img[src*='/connect/qrcode/']")
                .getAttribute("src");
        String uuid = CODE.matcher(image).results().findFirst().orElseThrow().group(1);
        for (String step : List.of("scan", "confirm")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + SANDBOX + "/phone/" + step))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("uuid=" + uuid))
                    .build();
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        }
    }

    private static void take(String name, Path folder) throws IOException {
        Files.copy(RELEASE.resolve(name), folder.resolve(name));
    }

    private static String onLoopback(String snippet) {
        return snippet.replace("https://login.example.cn", "http://127.0.0.1:" + PAGE)
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + PAGE)
                .replace("http://localhost:8082", "http://localhost:" + SANDBOX)
                .replace("https://crm.example.cn", "http://localhost:" + CRM)
                .replace("https://shop.example.cn", "http://localhost:" + SHOP);
    }

    private static Path chromium() {
        String named = System.getProperty("saoma.chromium", "");
        Stream<Path> candidates = named.isEmpty()
                ? Arrays.stream(System.getenv("PATH").split(":")).map(part -> Path.of(part, "chromium"))
                : Stream.of(Path.of(named));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium: install Debian's package chromium, or name one with -Dsaoma.chromium=/path"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
