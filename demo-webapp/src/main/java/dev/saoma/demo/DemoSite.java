package dev.saoma.demo;

import dev.saoma.demo.Front.Part;
import dev.saoma.page.HostedPage;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTransfer;
import dev.saoma.page.database.Person;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.KeySettings;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxUser;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sandbox WeChat, hosted page, legacy WAR and existing site, running together on 127.0.0.1.
 *
 * <p>The hosted page is addressed as {@code 127.0.0.1}, the others as {@code localhost}: to a browser these are
 * different sites, as they are in production. Closing it stops all of them and deletes their files.
 */
public final class DemoSite implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final WeChatSandbox sandbox;
    private final HostedPage page;
    private final PageFile.Urls urls;
    private final Path files;
    private final PoolSettings pool;
    private final Optional<PeopleAdministration> people;

    DemoSite(DemoSiteBuilder options) throws Exception {
        try {
            ServerSocketChannel wechatSocket = socket(options.ports.wechat());
            ServerSocketChannel pageSocket = socket(options.ports.page());
            ServerSocketChannel warSocket = socket(options.ports.war());
            ServerSocketChannel shopSocket = socket(options.ports.shop());
            Optional<ServerSocketChannel> consoleSocket =
                    options.console ? Optional.of(socket(options.ports.console())) : Optional.empty();
            urls = new PageFile.Urls(
                    options.front.url(Part.PAGE, Loopback.port(pageSocket)),
                    options.front.url(Part.WECHAT, Loopback.port(wechatSocket)),
                    URI.create("http://127.0.0.1:" + Loopback.port(pageSocket)),
                    URI.create(options.front.url(Part.WAR, Loopback.port(warSocket)) + LegacyWar.CONTEXT_PATH),
                    options.front.url(Part.SHOP, Loopback.port(shopSocket)),
                    consoleSocket
                            .map(socket -> options.front.url(Part.CONSOLE, Loopback.port(socket)))
                            .orElse(null));
            PageFile file = new PageFile(options, urls);

            WeChatSandbox.Builder wechat = WeChatSandbox.builder();
            options.users.forEach(wechat::user);
            String pageHost = urls.page().getHost();
            sandbox = started(wechat.app(PageFile.APP_ID, file.appSecret, "Saoma demo", pageHost)
                    .officialAccount(PageFile.ACCOUNT_ID, file.accountSecret, "Saoma demo", pageHost)
                    .timings(options.timings)
                    .decliningReturnsState(options.decliningReturnsState)
                    .socket(wechatSocket)
                    .start());
            files = Files.createTempDirectory("saoma-demo");
            running.push(() -> delete(files));
            Path yaml = file.write(files, sandbox);
            PageSettings settings = PageSettings.load(yaml, file.environment());
            page = started(
                    consoleSocket.isPresent()
                            ? HostedPage.start(yaml, file.environment(), pageSocket, consoleSocket.get())
                            : HostedPage.start(settings, pageSocket));
            pool = settings.pool();
            people = options.admission.isEmpty() ? Optional.empty() : Optional.of(people(options.known));
            String admin = sandbox.users().get(0).unionid();
            started(LegacyWar.start(
                    options.war,
                    warSocket,
                    filterSettings(file.clientSecret, options),
                    admin == null ? "" : admin,
                    urls.shop().toString(),
                    new StartPage(urls)));
            started(ShopSite.start(
                    shopSocket,
                    urls,
                    new LibrarySignIn(urls.page(), PageFile.SHOP_SERVER, file.shopSecret, file.libraryCallback())));
        } catch (Exception e) {
            stopAll(e);
            throw e;
        }
    }

    /** Returns a builder; the WAR file is the packed one that the build makes. */
    public static DemoSiteBuilder of(Path war) {
        return new DemoSiteBuilder(war);
    }

    /** Returns the local WeChat, with its phone page and its API for tests. */
    public WeChatSandbox sandbox() {
        return sandbox;
    }

    /** Returns the URL of the hosted page, which is the issuer of its tokens. */
    public URI page() {
        return page.issuer();
    }

    /** Returns the URL of the legacy application, without a trailing slash. */
    public URI application() {
        return urls.application();
    }

    /** Returns the URL of the existing site, which is also its origin. */
    public URI shop() {
        return urls.shop();
    }

    /** Returns administrators' operations on people; empty if everyone is admitted. */
    public Optional<PeopleAdministration> people() {
        return people;
    }

    /** Returns the URL of the page's console; empty if it has none. */
    public Optional<URI> console() {
        return Optional.ofNullable(urls.console());
    }

    /**
     * Creates a one-time link into the console, as {@code --console-link} prints it.
     *
     * @throws java.util.NoSuchElementException if there is no console
     */
    public String consoleLink() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Sealer sealer = new Sealer(
                cookieKeys().stream().map(SealKey::of).toList(), pool.issuer().toString(), clock, random);
        return EntryLinks.make(console().orElseThrow(), sealer, new RandomText(random), clock);
    }

    private List<byte[]> cookieKeys() {
        return pool.keys().cookie().stream().map(KeySettings::bytes).toList();
    }

    /** Opens the directory as another process would, and adds the people known from the beginning. */
    private PeopleAdministration people(Set<Integer> known) {
        PeopleDatabase database = started(PeopleDatabase.open(pool, cookieKeys(), Clock.systemUTC()));
        PeopleAdministration administration = database.administration(new RandomText(new SecureRandom()));
        for (int number : known) {
            SandboxUser user = sandbox.users().get(number);
            administration
                    .transfer()
                    .add(
                            new Actor("demo", "owner"),
                            new PeopleTransfer.Exported(
                                    user.unionid(),
                                    new Person.Profile(user.nickname(), null, null),
                                    new PeopleTransfer.Admission("active", null, null, null),
                                    List.of(),
                                    List.of(),
                                    Map.of(),
                                    Map.of()));
        }
        return administration;
    }

    /** Returns the folder with the hosted page's key files; deleted when the demonstration is closed. */
    public Path files() {
        return files;
    }

    /** @throws IllegalStateException if a part did not stop cleanly; the others are stopped all the same */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("the demonstration did not stop cleanly");
        stopAll(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** Stops everything, last started first; what fails is added to {@code failure}. */
    private void stopAll(Exception failure) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private Map<String, String> filterSettings(String clientSecret, DemoSiteBuilder options) {
        Map<String, String> settings = new HashMap<>(options.filterSettings);
        settings.put("issuer", urls.page().toString());
        settings.put("backChannelUrl", urls.pageInside().toString());
        settings.put("clientSecret", clientSecret);
        settings.put("appUrl", urls.application().toString());
        return settings;
    }

    private ServerSocketChannel socket(int port) {
        return started(Loopback.bind(port));
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Preferred ports; a taken one is replaced by any free one, and 0 means any. */
    public record Ports(int war, int page, int wechat, int shop, int console) {
        /** Any free ports, for tests. */
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);
    }
}
