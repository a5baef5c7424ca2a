package dev.saoma.bench.page;

import dev.saoma.bench.page.Load.Cost;
import dev.saoma.bench.page.Visitor.Begun;
import dev.saoma.page.HostedPage;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures in rounds, so that a busy minute of the machine affects all measurements alike, writes the report and exits.
 * Slowness is never a failure.
 *
 * <p>Arguments: {@code true} for the quick mode; the file for the report; the JDBC address of an empty database for the
 * directory, or nothing for the embedded one; {@code all}, or only one of {@code page}, {@code start}, {@code directory}
 * and {@code people}, or {@code sign-ins} to compare databases, whose addresses are then separated by commas; the location
 * of the stand-alone jar.
 */
public final class PageBench {
    private static final String OURS = "saoma-";
    private static final String SIGN_IN = "complete sign-in";
    /** Sign-ins of a round whose parts are measured separately. */
    private static final int PARTS = 300;

    private final boolean quick;
    private final Load load = new Load();
    private final HttpClient client = Visitor.client();
    private final Samples samples = new Samples();
    private final Sealer sealer =
            new Sealer(List.of(SealKey.of(new byte[32])), "bench", Clock.systemUTC(), new SecureRandom());

    private PageBench(boolean quick) {
        this.quick = quick;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // Otherwise the WeChat double takes 40 ms to respond.
        boolean quick = Boolean.parseBoolean(arguments[0]);
        Path file = Path.of(arguments[1]).toAbsolutePath().normalize();
        String part = arguments[3];
        String report = "";
        if (part.equals("all") || part.equals("page")) {
            report += new PageBench(quick).measure() + "\n";
        }
        if (part.equals("all") || part.equals("start")) {
            report += new StartBench(quick).measure(Path.of(arguments[4])) + "\n";
        }
        if (part.equals("all") || part.equals("directory") || part.equals("people")) {
            report += new DirectoryBench(quick, arguments[2]).measure(part.equals("people"));
        }
        if (part.equals("sign-ins")) {
            List<String> servers = arguments[2].isEmpty() ? List.of() : List.of(arguments[2].split(",(?=jdbc:)"));
            report += new DirectoryBench(quick, "").signIns(servers);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, report, StandardCharsets.UTF_8);
        System.out.println("\n" + report + "\nwritten to " + file);
        System.exit(0); // The HTTP client's threads would linger.
    }

    private String measure() throws Exception {
        Path directory = Files.createTempDirectory("saoma-bench");
        ServerSocketChannel socket = socket();
        ServerSocketChannel plainSocket = socket();
        URI issuer = issuer(socket);
        URI plainIssuer = issuer(plainSocket);
        long start = System.nanoTime();
        try (WeChatDouble wechat = new WeChatDouble();
                BareServer bare = new BareServer();
                HostedPage page =
                        HostedPage.start(PageSettings.parse(yaml(issuer, wechat.uri()), directory, Map.of()), socket);
                HostedPage plain = HostedPage.start(
                        PageSettings.parse(
                                yaml(plainIssuer, wechat.uri()), Files.createTempDirectory("saoma-bench"), Map.of()),
                        plainSocket)) {
            System.out.printf("%s started in %d ms, first keys included%n", page.issuer(), millisSince(start));
            PlainThymeleaf.in(plain);
            Visitor visitor = new Visitor(client, issuer);
            Visitor plainVisitor = new Visitor(client, plainIssuer);
            System.out.println("warming up");
            load.all(quick ? 6000 : 14_000, i -> warmUp(visitor));
            load.all(quick ? 3000 : 7_000, i -> plainVisitor.loginPage());
            round(visitor, plainVisitor, bare.uri(), new Samples(), quick ? 2 : 4);
            for (int round = 1; round <= (quick ? 3 : 7); round++) {
                System.out.println("round " + round);
                round(visitor, plainVisitor, bare.uri(), samples, 1);
            }
            wechat.reset();
            load.all(PARTS, i -> visitor.token(visitor.scan(visitor.loginPage())));
            double calls = wechat.calls() / (double) wechat.connections();
            double bytes = bytesForEachPending(visitor);
            System.out.println("WeChat slow, and away");
            Outage outage = new Outage(visitor, wechat, load, quick ? 8 : 30);
            Counts counts = new Counts(visitor.signedForEach(), calls, bytes, outage.slow(), outage.away());
            return new Report(samples, counts, quick).text();
        }
    }

    private static ServerSocketChannel socket() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    private static URI issuer(ServerSocketChannel socket) {
        return URI.create("http://127.0.0.1:" + socket.socket().getLocalPort());
    }

    /** During JIT compilation, a call to the double may take longer than the page waits for WeChat. */
    private static void warmUp(Visitor visitor) {
        try {
            visitor.token(visitor.scan(visitor.loginPage()));
        } catch (IllegalStateException e) {
            System.out.println("not yet warm: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /**
     * What is measured once.
     *
     * @param signedTokens signed tokens per sign-in
     * @param callsOverEachConnection calls to WeChat per connection
     * @param bytesForEachPending heap of the page per sign-in that began and did not finish
     */
    record Counts(
            double signedTokens,
            double callsOverEachConnection,
            double bytesForEachPending,
            Outage.Seen slow,
            Outage.Seen away) {}

    private void round(Visitor visitor, Visitor plain, URI bare, Samples into, int times) throws Exception {
        into.add("bare", load.run(BareServer.THREADS, 4000 * times, i -> visitor.bare(bare)));
        into.add("login page", load.run(OURS, 1500 * times, i -> visitor.loginPage()));
        into.add("plain login page", load.run(OURS, 1500 * times, i -> plain.loginPage()));
        into.add(SIGN_IN, load.run(OURS, 300 * times, i -> visitor.token(visitor.scan(visitor.loginPage()))));
        Begun[] begun = new Begun[PARTS];
        load.all(PARTS, i -> begun[i] = visitor.loginPage());
        String[] codes = new String[PARTS];
        into.add("callback", load.run(OURS, PARTS, i -> codes[i] = visitor.scan(begun[i])));
        into.add("token", load.run(OURS, PARTS, i -> visitor.token(codes[i])));
        into.add("sealed cookie", new Cost(sealed(20_000), 0));
        into.add("signature", new Cost(signature(100 * times), 0));
    }

    /** About four hundred bytes, like a sign-in in a browser's cookie. */
    private double sealed(int times) {
        byte[] content = new byte[420];
        Instant expires = Instant.now().plusSeconds(600);
        return load.own(times, () -> {
            if (sealer.open("bench", sealer.seal("bench", content, expires)).isEmpty()) {
                throw new IllegalStateException("what was sealed does not open");
            }
        });
    }

    /** On all processors at once, like the page under this load: where two of them share a core, a single one is faster. */
    private double signature(int times) throws GeneralSecurityException, InterruptedException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] token = new byte[600];
        return load.ownOnAllProcessors(times, () -> sign(keys, token));
    }

    private static void sign(KeyPair keys, byte[] token) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(token);
            signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how much the page's heap grows for each sign-in that began and did not finish. */
    private double bytesForEachPending(Visitor visitor) throws InterruptedException {
        int pending = quick ? 2_000 : 10_000;
        load.all(1000, i -> visitor.loginPage());
        long before = used();
        List<Begun> held = new ArrayList<>();
        load.all(pending, i -> {
            Begun begun = visitor.loginPage();
            if (i % 1000 == 0) {
                synchronized (held) {
                    held.add(begun); // To prove below that they are valid.
                }
            }
        });
        long after = used();
        for (Begun begun : held) {
            visitor.token(visitor.scan(begun));
        }
        return Math.max(0, after - before) / (double) pending;
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String yaml(URI issuer, URI wechat) {
        return """
                issuer: %s
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5, openUrl: "%s", apiUrl: "%s" }
                limits: { signInsPerAddress: 0, signInsPerApplication: 0, tokenCallsPerAddress: 0 }
                applications:
                  - { clientId: crm, name: 客户管理, clientSecret: %s, redirectUris: ["%s"] }
                """.formatted(issuer, wechat, wechat, Visitor.SECRET, Visitor.CALLBACK);
    }
}
