package dev.saoma.page.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.support.WeChatStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page to be checked, and a WeChat that responds as a test specifies. */
abstract class DoctorFixture {
    static final String SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";

    @TempDir
    static Path directory;

    final MutableClock clock = MutableClock.atNow();
    WeChatStub wechat;
    HttpServer page;
    volatile String discovery = "";
    volatile int status = 200;

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

    URI issuer() {
        return URI.create("http://127.0.0.1:" + page.getAddress().getPort());
    }

    /** Returns a doctor that is patient with a busy machine. */
    Doctor doctor() {
        return new Doctor(clock, Duration.ofMinutes(1));
    }

    List<Finding> examine() {
        return examine(issuer(), "");
    }

    private PageSettings settings(URI issuer, String more) {
        return PageSettings.parse("""
                issuer: %s
                wechat: { appId: wx0123456789abcdef, appSecret: %s, openUrl: "%s", apiUrl: "%s"%s }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                """.formatted(issuer, SECRET, wechat.uri(), wechat.uri(), more), directory, Map.of());
    }

    PageSettings settingsWith(String directorySettings) {
        return settings(issuer(), " }\n" + directorySettings + "\n#");
    }

    List<Finding> examine(URI issuer, String more) {
        return examine(settings(issuer, more));
    }

    private List<Finding> examine(PageSettings settings) {
        List<Finding> findings = doctor().examine(settings).get("default");
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(Words.in(language).say(finding))
                            .doesNotContain(SECRET, "{0}", "{1}")
                            .hasSizeGreaterThan(6));
        }
        return findings;
    }

    static String said(List<Finding> findings, String key) {
        return findings.stream()
                .filter(finding -> finding.key().equals(key))
                .map(Words.in(Locale.ENGLISH)::say)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not said: " + key + " but " + findings));
    }

    List<Finding> examineWith(String directorySettings) {
        return examine(settingsWith(directorySettings));
    }
}
