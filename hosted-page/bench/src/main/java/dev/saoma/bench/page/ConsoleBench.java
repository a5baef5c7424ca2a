package dev.saoma.bench.page;

import dev.saoma.page.HostedPage;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Measures what a list of 100 rows costs the console, with as many people as {@link PeopleBench} has added. */
final class ConsoleBench {
    private static final int ROWS = 100;
    private static final double MOST_MILLIS = 50;

    private final HttpClient client;
    private final byte[] key;
    private final PeopleBench.Output output;

    /** {@code key} is the cookie key of the page, with which links into the console are created. */
    ConsoleBench(HttpClient client, byte[] key, PeopleBench.Output output) {
        this.client = client;
        this.key = key;
        this.output = output;
    }

    /** {@code yaml} is the settings of a page whose directory has people, without a console. */
    void measure(String yaml, Path folder) throws Exception {
        try (ServerSocketChannel socket = DirectoryBench.free();
                ServerSocketChannel console = DirectoryBench.free()) {
            URI url = DirectoryBench.uri(console);
            PageSettings settings = PageSettings.parse(yaml + "console: { url: \"" + url + "\" }\n", folder, Map.of());
            try (HostedPage page = HostedPage.start(settings, socket, console)) {
                String cookie = enter(url, page.issuer().toString());
                for (String path : List.of("/people", "/sign-ins", "/")) {
                    measure(url, path, cookie);
                }
            }
        }
    }

    private void measure(URI url, String path, String cookie) throws InterruptedException {
        Load load = new Load();
        load.all(200, i -> get(url, path, cookie)); // The JIT compiler runs during the first ones.
        double millis = load.run("saoma-", 200, i -> get(url, path, cookie)).cpuMicros() / 1000;
        output.line(
                "| console, %s with %d rows at most, at most %.0f ms of processor time | %.1f ms | %s |",
                path, ROWS, MOST_MILLIS, millis, millis <= MOST_MILLIS ? "met" : "**missed**");
    }

    private void get(URI url, String path, String cookie) {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(url.resolve(path)).header("Cookie", cookie));
        if (page.statusCode() != 200 || !page.body().contains("<main")) {
            throw new IllegalStateException(path + " answers " + page.statusCode());
        }
    }

    private String enter(URI url, String issuer) {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Sealer sealer = new Sealer(List.of(SealKey.of(key)), issuer, clock, random);
        String link = EntryLinks.make(url, sealer, new RandomText(random), clock);
        String form = "link=" + URLEncoder.encode(link, StandardCharsets.UTF_8);
        HttpResponse<String> entered = send(HttpRequest.newBuilder(url.resolve("/enter"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(form)));
        return entered.headers()
                .firstValue("Set-Cookie")
                .map(cookie -> cookie.split(";", 2)[0])
                .orElseThrow(() -> new IllegalStateException("the link answers " + entered.statusCode()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
