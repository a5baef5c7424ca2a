package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import dev.saoma.demo.Loopback;
import dev.saoma.page.HostedPage;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.sandbox.Qr;
import dev.saoma.sandbox.SandboxTimings;
import dev.saoma.sandbox.WeChatSandbox;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A page with a console, a directory of 250 people, some with hostile names, and a month of sign-ins. */
final class RunningConsole implements AutoCloseable {
    /** Of somebody who waits. */
    static final String NUMBER = "482913";

    private static final String KEY = "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978";
    private static final String APP_ID = "wx00000000c0450e1e";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final List<String> NAMES = List.of(
            "<script>window.ran = 1</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; window.ran = 1; //",
            "${7*7} #{brand} *{x} [[${7*7}]] {{7*7}}",
            "\u202egnp.exe",
            "a".repeat(200),
            "李娜",
            "陈晨🌿",
            "محمد",
            "王芳");

    private final WeChatSandbox wechat;
    private final HostedPage page;
    private final URI url;

    private RunningConsole(WeChatSandbox wechat, HostedPage page, URI url) {
        this.wechat = wechat;
        this.page = page;
        this.url = url;
    }

    static RunningConsole start(Path folder) throws Exception {
        WeChatSandbox wechat = WeChatSandbox.builder()
                .app(APP_ID, SECRET, "Console", "127.0.0.1")
                .timings(SandboxTimings.quick())
                .port(0)
                .start();
        ServerSocketChannel socket = Loopback.bind(0);
        ServerSocketChannel own = Loopback.bind(0);
        URI url = URI.create("http://127.0.0.1:" + Loopback.port(own));
        String database = "jdbc:h2:file:" + folder.resolve("people").toAbsolutePath();
        String yaml =
                """
                issuer: http://127.0.0.1:%d
                wechat: { appId: %s, appSecret: %s, openUrl: "%s", apiUrl: "%s" }
                keys: { cookie: "%s" }
                directory: { admission: everybody, database: { url: "%s", timeout: PT1M } }
                console: { url: "%s" }
                applications:
                  - { clientId: crm, name: 客户管理, redirectUris: ["https://crm.example.cn/callback"] }
                  - { clientId: shop, name: Shop, redirectUris: ["https://shop.example.cn/callback"] }
                """.formatted(Loopback.port(socket), APP_ID, SECRET, wechat.uri(), wechat.uri(), KEY, database, url);
        HostedPage page = HostedPage.start(Files.writeString(folder.resolve("page.yaml"), yaml), Map.of(), socket, own);
        try (Connection connection = DriverManager.getConnection(database + ";AUTO_SERVER=TRUE")) {
            people(connection);
            signIns(connection);
        }
        return new RunningConsole(wechat, page, url);
    }

    private static void people(Connection connection) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO saoma_person (pool, subject, wechat_name, search_name, state, waiting_code, waiting_at,"
                                + " first_at, last_at, sign_ins, ended_before, version, revision) VALUES ('default', ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, 0, 1, 0)");
                PreparedStatement role = connection.prepareStatement(
                        "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES ('default', ?, '', ?)");
                PreparedStatement identity = connection.prepareStatement(
                        "INSERT INTO saoma_identity (pool, app_id, openid, unionid, subject, first_at, last_at) VALUES"
                                + " ('default', '" + APP_ID + "', ?, ?, ?, 0, 0)")) {
            for (int i = 1; i <= 250; i++) {
                String subject = "subject-%07d".formatted(i);
                String name = i <= NAMES.size() ? NAMES.get(i - 1) : "用户 " + i;
                String state = i == 7
                        ? "active"
                        : i % 11 == 0 ? "blocked" : i == 8 ? "waiting" : i % 3 == 0 ? "visitor" : "active";
                insert.setString(1, subject);
                insert.setString(2, name);
                insert.setString(3, name);
                insert.setString(4, state);
                insert.setString(5, state.equals("waiting") ? NUMBER : null);
                insert.setObject(6, state.equals("waiting") ? now : null);
                insert.setLong(7, now - 90L * 86_400_000 + i);
                insert.setLong(8, now - i * 3_700_000L);
                insert.setLong(9, 300 - i);
                insert.execute();
                role.setString(1, subject);
                role.setString(2, i % 2 == 0 ? "staff" : "finance");
                role.execute();
                identity.setString(1, "openid-" + i);
                identity.setString(2, "unionid-" + i);
                identity.setString(3, subject);
                identity.execute();
            }
        }
    }

    private static void signIns(Connection connection) throws SQLException {
        long now = System.currentTimeMillis();
        Random random = new Random(7);
        List<String> ways = List.of("inline", "redirect", "popup", "session", "silent");
        List<String> reasons = List.of("unknown_person", "unknown_person", "blocked", "role_missing");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO saoma_sign_in (pool, id, happened_at, subject, client_id, sign_in_method, outcome, reason, ip)"
                        + " VALUES ('default', ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < 3000; i++) {
                boolean today = i % 4 == 0;
                double ago = random.nextDouble() * (today ? 86_400_000.0 : 30 * 86_400_000.0);
                boolean refused = random.nextInt(12) == 0;
                insert.setString(1, "row-%06d".formatted(i));
                insert.setLong(2, now - (long) ago);
                insert.setString(3, refused ? null : "subject-%07d".formatted(1 + random.nextInt(250)));
                insert.setString(4, random.nextInt(3) == 0 ? "shop" : "crm");
                insert.setString(5, ways.get(random.nextInt(ways.size())));
                insert.setString(6, refused ? "refused" : "finished");
                insert.setString(7, refused ? reasons.get(random.nextInt(reasons.size())) : null);
                insert.setString(8, "203.0.113." + (1 + random.nextInt(200)));
                insert.execute();
            }
        }
    }

    String url() {
        return url.toString();
    }

    /** A new link, as the command line prints it. */
    String link() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Sealer sealer = new Sealer(
                List.of(SealKey.of(HexFormat.of().parseHex(KEY))), page.issuer().toString(), clock, random);
        return EntryLinks.make(url, sealer, new RandomText(random), clock);
    }

    /** Scans and confirms what WeChat's page in the tab shows. */
    void scan(Page tab) {
        Qr code = new WeChatPages(wechat).in(tab);
        code.scanAs(wechat.users().get(0));
        code.confirm();
    }

    @Override
    public void close() {
        page.close();
        wechat.close();
    }
}
