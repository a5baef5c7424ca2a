package dev.saoma.page.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.saoma.page.MutableClock;
import dev.saoma.page.WeChatStub;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.doctor.Finding.Grade;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.outbound.ConnectProxy;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C14, C18: what is wrong outside of the settings is told in plain words. */
class DoctorTest {
    private static final String SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";

    @TempDir
    static Path directory;

    private final MutableClock clock = MutableClock.atNow();
    private WeChatStub wechat;
    private HttpServer page;
    private volatile String discovery = "";
    private volatile int status = 200;

    @BeforeAll
    static void makeKeys() throws IOException {
        new SigningKeyFile(directory.resolve("signing-key.json")).loadOrCreate();
        Files.writeString(directory.resolve("cookie.key"), "q83vEjRWeJC6zf7ty6mHZUMhDu38y6mHZUMhD+7c7A8=\n");
        Files.setPosixFilePermissions(directory.resolve("cookie.key"), PosixFilePermissions.fromString("rw-------"));
    }

    @BeforeEach
    void start() throws IOException {
        wechat = new WeChatStub();
        wechat.answersToken(WeChatStub.error(40029));
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", exchange -> {
            byte[] body = discovery.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        page.start();
        discovery = "{\"issuer\":\"" + issuer() + "\"}";
    }

    @AfterEach
    void stop() {
        page.stop(0);
        wechat.close();
    }

    private URI issuer() {
        return URI.create("http://127.0.0.1:" + page.getAddress().getPort());
    }

    private List<Finding> examine() {
        return examine(issuer(), "");
    }

    private List<Finding> examine(URI issuer, String more) {
        PageSettings settings = PageSettings.parse(
                """
                issuer: %s
                wechat: { appId: wx0123456789abcdef, appSecret: %s, openUrl: "%s", apiUrl: "%s"%s }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                """.formatted(issuer, SECRET, wechat.uri(), wechat.uri(), more), directory, Map.of());
        List<Finding> findings = new Doctor(clock).examine(settings).get("default");
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(Words.in(language).say(finding))
                            .doesNotContain(SECRET, "{0}", "{1}")
                            .hasSizeGreaterThan(6));
        }
        return findings;
    }

    private static String said(List<Finding> findings, String key) {
        return findings.stream()
                .filter(finding -> finding.key().equals(key))
                .map(Words.in(Locale.ENGLISH)::say)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not said: " + key + " but " + findings));
    }

    @Test
    void goodSetUp_isGood() {
        List<Finding> findings = examine();

        assertThat(findings).allSatisfy(finding -> assertThat(finding.grade()).isEqualTo(Grade.GOOD));
        assertThat(findings)
                .extracting(Finding::key)
                .containsExactly(
                        "file.good", "file.good", "credentials.good", "callback.good", "issuer.good", "clock.good");
        assertThat(wechat.calls("/sns/oauth2/access_token")).isEqualTo(1);
    }

    private List<Finding> examineWith(String directorySettings) {
        return examine(issuer(), " }\n" + directorySettings + "\n#");
    }

    @Test
    @DisplayName("5A: every statement is tried on the directory's database; a new one stays empty")
    void directoryThatIsNew_isNoted_andNotMade() {
        String settings = "directory: { database: { url: 'jdbc:h2:file:" + directory.resolve("fresh") + "' } }";

        assertThat(said(examineWith(settings), "directory.new")).contains("first start");
        assertThat(directory.resolve("fresh.mv.db")).doesNotExist();
        assertThat(said(examineWith(settings.replace("' } }", "', schema: check } }")), "directory.noTables"))
                .startsWith("WRONG")
                .contains("--print-schema");
    }

    @Test
    void directoryThatIsAway_isSaid() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
        }
        String settings = "directory: { database: { url: 'jdbc:postgresql://127.0.0.1:" + port + "/x' } }";

        assertThat(said(examineWith(settings), "directory.unreachable"))
                .startsWith("WRONG")
                .contains("directory.database");
    }

    @Test
    void directoryThatLacksAColumn_isNamed() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("old");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table :
                    Database.schema("h2").replaceAll("(?m)^--.*$", "").split(";")) {
                if (!table.isBlank()) {
                    statement.execute(table);
                }
            }
        }
        String settings = "directory: { database: { url: '" + url + "' } }";
        assertThat(said(examineWith(settings), "directory.good")).contains("all");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE saoma_invitation DROP COLUMN note");
        }

        List<Finding> findings = examineWith(settings);

        assertThat(findings.toString()).contains("INVITATION_INSERT");
        assertThat(said(findings, "directory.refusals")).contains(" 2 of "); // Written by one, read by the other.
    }

    @ParameterizedTest
    @CsvSource({
        "40013, credentials.appId, 'wechat.appId'",
        "40125, credentials.secret, 'wechat.appSecret'",
        "40243, credentials.frozen, 'Unfreeze'",
        "48001, credentials.other, 'permission'"
    })
    @DisplayName("C14: AppID or AppSecret that WeChat does not accept")
    void errcode_isPutIntoWords(int errcode, String key, String text) {
        wechat.answersToken(WeChatStub.error(errcode));

        assertThat(said(examine(), key))
                .startsWith("WRONG")
                .contains(text)
                .contains("wx0123456789abcdef")
                .doesNotContain("rid: 61a969fa");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri 参数错误, callback.port, 授权回调域",
        "Scope 参数错误或没有 Scope 权限, callback.scope, 网站应用",
        "appid 参数错误, credentials.appId, 40013",
        "该链接无法访问, callback.link, 该链接无法访问",
        "redirect_uri 参数错误 10039, callback.scheme, another scheme than http"
    })
    void errorPage_isPutIntoWords(String shown, String key, String text) {
        wechat.showsInPlaceOfTheCode("<html><body><p>" + shown + "</p></body></html>");

        assertThat(said(examine(), key)).startsWith("WRONG").contains(text);
    }

    @Test
    void callbackDomain_isSpelledOut() {
        wechat.showsInPlaceOfTheCode("redirect_uri 参数错误");

        // Nothing answers there: .invalid names never exist.
        List<Finding> findings = examine(URI.create("https://login.saoma.invalid"), "");

        assertThat(said(findings, "callback.domain"))
                .contains("https://login.saoma.invalid/wechat/callback")
                .contains("exactly login.saoma.invalid –");
        assertThat(findings).extracting(Finding::key).containsAnyOf("issuer.unreachable", "issuer.silent");
    }

    @Test
    @DisplayName("a page that is not known is no good sign")
    void unfamiliarPage_isWrong() {
        wechat.showsInPlaceOfTheCode("<html>something new</html>");

        assertThat(said(examine(), "callback.unfamiliar"))
                .startsWith("WRONG")
                .contains("/connect/qrconnect?appid=wx0123456789abcdef");
    }

    @Test
    void weChatThatDoesNotAnswer_isSaid() {
        wechat.close();

        assertThat(examine())
                .filteredOn(f -> f.key().equals("wechat.unreachable"))
                .hasSize(2);
    }

    @Test
    void officialAccount_isAskedForToo() {
        String account = ", officialAccount: { appId: wx00000000000000ff, appSecret: " + SECRET + " }";
        wechat.answersToken(
                call -> WeChatStub.error(call.parameters().get("appid").equals("wx00000000000000ff") ? 40164 : 40029));

        assertThat(said(examine(issuer(), account), "credentials.address"))
                .contains("wx00000000000000ff", "IP白名单", "wechat.officialAccount");
    }

    @Test
    void addressThatIsNotOurs_isSaid() {
        discovery = "{\"issuer\":\"https://somebody.example\"}";
        assertThat(said(examine(), "issuer.other")).contains("https://somebody.example");

        discovery = "<html>Welcome to nginx!</html>";
        assertThat(said(examine(), "issuer.foreign")).startsWith("WRONG");

        status = 404;
        assertThat(said(examine(), "issuer.status")).contains("404");

        status = 502;
        assertThat(said(examine(), "issuer.proxy")).startsWith("note");

        page.stop(0);
        assertThat(said(examine(), "issuer.silent")).startsWith("note");
    }

    @Test
    void addressWithoutGoodTls_isSaid() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The doctor has hung up.
                }
            });
            answering.start();

            List<Finding> findings = examine(URI.create("https://localhost:" + plain.getLocalPort()), "");

            assertThat(said(findings, "issuer.tls")).startsWith("WRONG");
            answering.join();
        }
    }

    @Test
    void clockThatIsWrong_isSaid() {
        clock.advance(Duration.ofMinutes(3));

        assertThat(said(examine(), "clock.wrong")).startsWith("WRONG").containsPattern("1[78]\\d seconds");
    }

    @Test
    @DisplayName("C5: key files that are missing, unusable, or open to others")
    void keyFiles_areLookedAt(@TempDir Path other) throws IOException {
        Path key = Files.copy(directory.resolve("signing-key.json"), other.resolve("signing-key.json"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        String yaml = """
                issuer: %s
                wechat: { appId: wx0123456789abcdef, appSecret: s, openUrl: "%s", apiUrl: "%s" }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"]%s }]
                """;
        String good = yaml.formatted(issuer(), wechat.uri(), wechat.uri(), "");

        List<Finding> findings = new Doctor(clock)
                .examine(PageSettings.parse(good, other, Map.of()))
                .get("default");
        assertThat(said(findings, "file.readable")).startsWith("WRONG").contains("chmod 600");
        assertThat(said(findings, "file.absent")).startsWith("note").contains("cookie.key");
        assertThat(other.resolve("cookie.key")).doesNotExist();

        String es256 = yaml.formatted(issuer(), wechat.uri(), wechat.uri(), ", idTokenAlgorithm: ES256");
        assertThat(said(
                        new Doctor(clock)
                                .examine(PageSettings.parse(es256, other, Map.of()))
                                .get("default"),
                        "file.unusable"))
                .contains("ES256", "--rotate-keys");
    }

    @Test
    void words_areThereInBothLanguages() {
        assertThat(Words.of(Map.of("LANG", "zh_CN.UTF-8"), true).say("healthy")).isEqualTo("没有发现问题。");
        assertThat(Words.of(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C"), true).say("healthy"))
                .isEqualTo("Nothing wrong was found.");
        assertThat(Words.of(Map.of(), true).say("ill", 2)).isEqualTo("2 of the findings are wrong.");
    }

    @Test
    @DisplayName("what the proxy does is told as the proxy's doing")
    void proxyInTheWay_isNamed() {
        try (ConnectProxy proxy = new ConnectProxy(page.getAddress().getPort()).requires("page", "password-of-it")) {
            PageSettings settings = PageSettings.parse("""
                    issuer: https://login.test
                    wechat: { appId: wx0123456789abcdef, appSecret: %s, openUrl: "https://o.test", apiUrl: "https://a.test" }
                    applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                    outbound: { proxy: "http://page:not-the-password@%s" }
                    """.formatted(SECRET, proxy.address()), directory, Map.of());

            List<Finding> findings = new Doctor(clock).examine(settings).get("default");

            assertThat(said(findings, "outbound.proxy")).contains(proxy.address(), "outbound.proxy");
            assertThat(said(findings, "wechat.unreachable")).contains("the proxy " + proxy.address(), "407");
            assertThat(said(findings, "issuer.unreachable")).contains("the proxy " + proxy.address(), "407");
            assertThat(findings.toString()).doesNotContain("not-the-password", SECRET);
        }
    }
}
