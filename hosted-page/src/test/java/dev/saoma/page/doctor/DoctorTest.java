package dev.saoma.page.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.doctor.Finding.Grade;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C14, C18: the doctor reports in plain words what is wrong outside the settings. */
class DoctorTest extends DoctorFixture {
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
        try (Ports.Closed port = new Ports.Closed()) {
            String settings = "directory: { database: { url: 'jdbc:postgresql://127.0.0.1:" + port.number() + "/x' } }";

            assertThat(said(examineWith(settings), "directory.unreachable"))
                    .startsWith("WRONG")
                    .contains("directory.database");
        }
    }

    @Test
    void directoryThatLacksAColumn_isNamed() throws Exception {
        String url = databaseWithTables("old");
        String settings = "directory: { database: { url: '" + url + "' } }";
        assertThat(said(examineWith(settings), "directory.good")).contains("all");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE saoma_invitation DROP COLUMN note");
        }

        List<Finding> findings = examineWith(settings);

        assertThat(findings.toString()).contains("INVITATION_INSERT");
        assertThat(said(findings, "directory.refusals"))
                .containsPattern(" refuses [1-9] of [0-9]{2,} statements"); // Written by one, read by others.
    }

    private static String databaseWithTables(String name) throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve(name);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table :
                    Database.schema("h2").replaceAll("(?m)^--.*$", "").split(";")) {
                if (!table.isBlank()) {
                    statement.execute(table);
                }
            }
        }
        return url;
    }

    @Test
    @DisplayName("5A, rule 2: sign-ins refused of late because WeChat's ids contradict each other, and what to do")
    void identityConflicts_areNoted() throws Exception {
        String url = databaseWithTables("conflicts");
        String settings = "directory: { database: { url: '" + url + "' } }";
        long now = clock.millis();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            String row =
                    "INSERT INTO saoma_sign_in (pool, id, happened_at, client_id, sign_in_method, outcome, reason) VALUES"
                            + " ('default', '%s', %d, '%s', 'redirect', 'refused', '%s')";
            statement.execute(row.formatted("1", now - Duration.ofHours(2).toMillis(), "crm", "identity_conflict"));
            statement.execute(row.formatted("2", now - Duration.ofHours(1).toMillis(), "crm", "identity_conflict"));
            statement.execute(row.formatted("3", now, "crm", "blocked"));
            statement.execute(row.formatted("4", now - Duration.ofDays(8).toMillis(), "shop", "identity_conflict"));
        }

        List<Finding> findings = examineWith(settings);

        assertThat(said(findings, "directory.conflicts"))
                .startsWith("note")
                .contains("2 sign-ins to crm were refused in the last 7 days")
                .contains(clock.instant()
                        .minus(Duration.ofHours(1))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString())
                .contains("--people merge KEEP GONE", "wechat: { moved: { until: ", "--people sign-ins");
        assertThat(findings).extracting(Finding::key).containsOnlyOnce("directory.conflicts");
        assertThat(doctor().findsDirectoriesWell(settingsWith(settings))).isTrue(); // The tables are valid.
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
                    // The doctor has closed the connection.
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

        List<Finding> findings =
                doctor().examine(PageSettings.parse(good, other, Map.of())).get("default");
        assertThat(said(findings, "file.readable")).startsWith("WRONG").contains("chmod 600");
        assertThat(said(findings, "file.absent")).startsWith("note").contains("cookie.key");
        assertThat(other.resolve("cookie.key")).doesNotExist();

        String es256 = yaml.formatted(issuer(), wechat.uri(), wechat.uri(), ", idTokenAlgorithm: ES256");
        assertThat(said(
                        doctor().examine(PageSettings.parse(es256, other, Map.of()))
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
}
