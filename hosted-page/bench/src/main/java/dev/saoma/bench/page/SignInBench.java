package dev.saoma.bench.page;

import dev.saoma.bench.page.PeopleBench.Output;
import dev.saoma.page.HostedPage;
import dev.saoma.page.settings.PageSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alternates sign-ins between a page without a directory and one per database, so that a busy minute affects all alike. */
final class SignInBench {
    private static final String OURS = "saoma-";
    private static final String WITHOUT = "without a directory";
    private static final double ENOUGH = 0.95;

    private final boolean quick;
    private final Settings settings;
    private final Output output;
    private final Load load = new Load();
    private final HttpClient client = Visitor.client();
    private final Samples samples = new Samples();

    /** Creates a page's settings file. */
    interface Settings {
        /** @param url JDBC address of the directory's database; empty for none */
        String yaml(URI issuer, URI wechat, String url);
    }

    SignInBench(boolean quick, Settings settings, Output output) {
        this.quick = quick;
        this.settings = settings;
        this.output = output;
    }

    /** @param databases JDBC addresses of empty databases, one of each kind */
    void measure(Path folder, List<String> databases) throws Exception {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put(WITHOUT, "");
        databases.forEach(url -> urls.put("with a directory, " + url.split(":")[1], url));
        List<HostedPage> pages = new ArrayList<>();
        try (WeChatDouble wechat = new WeChatDouble(DirectoryBench.PEOPLE)) {
            Map<String, Visitor> visitors = new LinkedHashMap<>();
            for (Map.Entry<String, String> one : urls.entrySet()) {
                ServerSocketChannel socket = DirectoryBench.free();
                String yaml = settings.yaml(DirectoryBench.uri(socket), wechat.uri(), one.getValue());
                Path own = Files.createDirectory(folder.resolve("sign-ins-" + pages.size()));
                pages.add(HostedPage.start(PageSettings.parse(yaml, own, Map.of()), socket));
                visitors.put(one.getKey(), new Visitor(client, DirectoryBench.uri(socket)));
            }
            signIns(visitors);
        } finally {
            pages.forEach(HostedPage::close);
        }
        print(urls.keySet());
    }

    private void signIns(Map<String, Visitor> visitors) throws InterruptedException {
        System.out.println("sign-ins: warming up");
        for (Visitor visitor : visitors.values()) {
            load.all(quick ? 3000 : 2 * DirectoryBench.PEOPLE, i -> DirectoryBench.tryToSignIn(visitor));
        }
        List<String> names = new ArrayList<>(visitors.keySet());
        int rounds = quick ? 3 : 11;
        for (int round = 1; round <= rounds; round++) {
            System.out.println("sign-ins: round " + round);
            for (int i = 0; i < names.size(); i++) {
                String name = names.get((i + round) % names.size()); // Each takes its turn to go first.
                Visitor visitor = visitors.get(name);
                samples.add(name, load.run(OURS, quick ? 400 : 800, any -> DirectoryBench.signIn(visitor)));
            }
        }
    }

    private void print(Collection<String> names) {
        output.line("| complete sign-ins | a second | of without | µs of the page's processor |");
        output.line("|---|---|---|---|");
        double without = samples.medianPerSecond(WITHOUT);
        for (String name : names) {
            double perSecond = samples.medianPerSecond(name);
            output.line(
                    "| %s | %.0f | %.0f %% | %.0f |", name, perSecond, perSecond / without * 100, samples.median(name));
        }
        output.line("");
        output.line("| target | measured | |");
        output.line("|---|---|---|");
        for (String name : names) {
            double share = samples.medianPerSecond(name) / without;
            if (!name.equals(WITHOUT)) {
                output.line(
                        "| sign-ins a second %s: at least 95 %% of without | %.0f %% | %s |",
                        name, share * 100, share >= ENOUGH ? "met" : "**missed**");
            }
        }
    }
}
