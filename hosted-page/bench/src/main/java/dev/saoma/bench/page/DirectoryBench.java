package dev.saoma.bench.page;

import dev.saoma.page.HostedPage;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page with a directory beside the page without one; how soon an application's filter refuses a blocked person; how long
 * anybody waits for a database that hangs or is gone; {@link PeopleBench} and {@link ConsoleBench}. With PostgreSQL the faults are
 * those of a relay before it.
 */
final class DirectoryBench {
    /** Who come in turn, so that most are known, as anywhere. */
    static final int PEOPLE = 2000;

    private static final int BLOCKED = 20;
    /** As the product has it where nothing is set. */
    private static final String DEFAULT = "PT0.3S";
    /** For what is compared, so that a busy machine does not fail it. */
    private static final String PATIENT = "PT10S";

    private static final Pattern SERVER = Pattern.compile("//([^:/]+):(\\d+)/");

    private final boolean quick;
    private final String database;
    private final Load load = new Load();
    private final HttpClient client = Visitor.client();
    private final StringBuilder text = new StringBuilder();
    private final byte[] key = new byte[32];

    /** @param database JDBC address of an empty database; empty for the embedded one */
    DirectoryBench(boolean quick, String database) {
        this.quick = quick;
        this.database = database;
        new SecureRandom().nextBytes(key);
    }

    /** @param people whether to measure the list of people alone */
    String measure(boolean people) throws Exception {
        Path folder = Files.createTempDirectory("saoma-bench-people");
        Matcher server = SERVER.matcher(database);
        try (TcpRelay relay = server.find() ? new TcpRelay(server.group(1), Integer.parseInt(server.group(2))) : null) {
            String url = database.isEmpty()
                    ? "jdbc:h2:file:" + folder.resolve("people")
                    : relay == null ? database : server.replaceFirst("//127.0.0.1:" + relay.port() + "/");
            line(
                    "## Directory, %s",
                    database.isEmpty() ? "embedded H2" : database.split(":")[1] + " on the same machine");
            line("");
            if (people) {
                line("| target | measured | |");
                line("|---|---|---|");
            } else {
                pages(folder, url, relay);
            }
            // H2 would answer a repeated question from its own memory.
            String asked = url.startsWith("jdbc:h2:") ? url + ";OPTIMIZE_REUSE_RESULTS=0" : url;
            new PeopleBench(quick, asked, this::line).measure(settings(folder, asked));
            if (!people) {
                URI nowhere = URI.create("http://127.0.0.1:9");
                new ConsoleBench(client, key, this::line)
                        .measure(yaml(nowhere, nowhere, nowhere, url, PATIENT), folder);
            }
        }
        return text.toString();
    }

    /** Compares sign-ins without a directory, with the embedded one, and with one in each of these databases. */
    String signIns(List<String> servers) throws Exception {
        Path folder = Files.createTempDirectory("saoma-bench-sign-ins");
        List<String> databases = new ArrayList<>(List.of("jdbc:h2:file:" + folder.resolve("people")));
        databases.addAll(servers);
        signIns(folder, databases);
        return text.toString();
    }

    private void signIns(Path folder, List<String> databases) throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:9");
        new SignInBench(quick, (issuer, wechat, url) -> yaml(issuer, wechat, nowhere, url, PATIENT), this::line)
                .measure(folder, databases);
    }

    private PageSettings settings(Path folder, String url) {
        URI nowhere = URI.create("http://127.0.0.1:9");
        return PageSettings.parse(yaml(nowhere, nowhere, nowhere, url, PATIENT), folder, Map.of());
    }

    private void pages(Path folder, String url, TcpRelay relay) throws Exception {
        signIns(folder, List.of(url));
        ServerSocketChannel quickly = free();
        try (WeChatDouble wechat = new WeChatDouble(PEOPLE);
                FilteredApplication application = new FilteredApplication();
                HostedPage page = HostedPage.start(
                        PageSettings.parse(
                                yaml(uri(quickly), wechat.uri(), application.uri(), url, DEFAULT), folder, Map.of()),
                        quickly)) {
            application.start(page.issuer());
            Visitor visitor = new Visitor(client, page.issuer());
            load.all(2 * PEOPLE, i -> tryToSignIn(visitor)); // The node has seen everybody.
            blocks(folder, url, application, page.issuer());
            if (relay != null) {
                faults(visitor, relay);
            }
        }
    }

    /** While everything is being compiled, the database may take longer than the page waits for it. */
    static void tryToSignIn(Visitor visitor) {
        try {
            signIn(visitor);
        } catch (IllegalStateException e) {
            System.out.println("not yet warm: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    static void signIn(Visitor visitor) {
        visitor.token(visitor.scan(visitor.loginPage()));
    }

    /** From the commit of a block to the first response in which the application's filter no longer knows the user. */
    private void blocks(Path folder, String url, FilteredApplication application, URI issuer) throws Exception {
        System.out.println("directory: blocks");
        List<Double> millis = new ArrayList<>();
        var pool = settings(folder, url).pool();
        try (PeopleDatabase people = PeopleDatabase.open(pool, List.of(key), Clock.systemUTC())) {
            PeopleAdministration administration = people.administration(new RandomText(new SecureRandom()));
            for (int i = 0; i < BLOCKED; i++) {
                FilteredApplication.SignedIn person = application.signIn(issuer);
                administration.block(new Actor("bench", "owner"), person.subject(), "bench");
                long committed = System.nanoTime();
                while (person.isSignedIn()) {
                    Thread.sleep(5);
                }
                millis.add((System.nanoTime() - committed) / 1e6);
            }
        }
        target(
                "block: the application's filter refuses within 2 s, the slowest of 20",
                max(millis) <= 2000,
                max(millis),
                "ms");
    }

    private void faults(Visitor visitor, TcpRelay relay) throws InterruptedException {
        System.out.println("directory: the database hangs, and is gone");
        Queue<Double> hanging = during(visitor, () -> relay.hangs(true), () -> relay.hangs(false));
        target("database hangs: no request of a sign-in over 0.5 s", max(hanging) <= 500, max(hanging), "ms");
        Queue<Double> gone = during(visitor, () -> relay.isBroken(true), () -> relay.isBroken(false));
        target("database gone: no request of a sign-in over 0.5 s", max(gone) <= 500, max(gone), "ms");
    }

    /** Times of the callbacks and calls of {@code /token} of known people, from before the fault until after it. */
    private Queue<Double> during(Visitor visitor, Runnable begin, Runnable end) throws InterruptedException {
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        int times = quick ? 600 : 3000;
        load.all(times, i -> {
            if (i == times / 4) {
                begin.run();
            } else if (i == times * 3 / 4) {
                end.run();
            }
            Visitor.Begun begun = visitor.loginPage();
            long scanned = System.nanoTime();
            String code = visitor.scanWhoeverMayComeIn(begun);
            millis.add((System.nanoTime() - scanned) / 1e6);
            if (code.isEmpty()) {
                return; // One of those who were blocked above.
            }
            long asked = System.nanoTime();
            visitor.token(code);
            millis.add((System.nanoTime() - asked) / 1e6);
        });
        return millis;
    }

    private static double max(java.util.Collection<Double> values) {
        return Collections.max(values);
    }

    static ServerSocketChannel free() throws Exception {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    static URI uri(ServerSocketChannel socket) {
        return URI.create("http://127.0.0.1:" + socket.socket().getLocalPort());
    }

    private String yaml(URI issuer, URI wechat, URI application, String url, String timeout) {
        StringBuilder hex = new StringBuilder();
        for (byte one : key) {
            hex.append(String.format("%02x", one));
        }
        String directory =
                url.isEmpty() ? "" : "directory: { database: { url: \"" + url + "\", timeout: " + timeout + " } }\n";
        return """
                issuer: %s
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5, openUrl: "%s", apiUrl: "%s" }
                limits: { signInsPerAddress: 0, signInsPerApplication: 0, callbacksPerAddress: 0, tokenCallsPerAddress: 0 }
                backChannel: { privateTargets: true }
                keys: { cookie: %s }
                applications:
                  - { clientId: crm, name: 客户管理, clientSecret: %s, redirectUris: ["%s", "%s/saoma/callback"], backChannelLogoutUri: "%s/saoma/backchannel-logout" }
                """.formatted(issuer, wechat, wechat, hex, Visitor.SECRET, Visitor.CALLBACK, application, application)
                + directory;
    }

    private void target(String name, boolean met, double measured, String unit) {
        line("| %s | %.0f %s | %s |", name, measured, unit, met ? "met" : "**missed**");
    }

    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        text.append(line).append('\n');
    }
}
