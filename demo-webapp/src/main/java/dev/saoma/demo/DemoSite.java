package dev.saoma.demo;

import dev.saoma.page.HostedPage;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTransfer;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.KeySettings;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.sandbox.SandboxTimings;
import dev.saoma.sandbox.SandboxUser;
import dev.saoma.sandbox.WeChatSandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sandbox WeChat, hosted page, legacy WAR and existing site, running together on 127.0.0.1.
 *
 * <p>The hosted page is addressed as {@code 127.0.0.1}, the others as {@code localhost}: to a browser these are
 * different sites, as they are in production. Closing it stops all of them and deletes their files.
 */
public final class DemoSite implements AutoCloseable {
    private static final String CLIENT_ID = "order-desk";
    private static final String SHOP_SERVER = "shop-server";
    private static final String APP_ID = "wx00000000000d3e30";
    private static final String ACCOUNT_ID = "wx0000000000acc010";

    private static final String OFFICIAL_ACCOUNT =
            "  officialAccount: { appId: " + ACCOUNT_ID + ", appSecret: \"${env:WECHAT_ACCOUNT_SECRET}\" }";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final WeChatSandbox sandbox;
    private final HostedPage page;
    private final URI application;
    private final URI shop;
    private final Urls urls;
    private final Path files;
    private final Optional<PeopleAdministration> people;

    private DemoSite(Builder options) throws Exception {
        try {
            ServerSocketChannel wechatSocket = socket(options.ports.wechat());
            ServerSocketChannel pageSocket = socket(options.ports.page());
            ServerSocketChannel warSocket = socket(options.ports.war());
            ServerSocketChannel shopSocket = socket(options.ports.shop());
            urls = new Urls(
                    options.front.url(Front.Part.PAGE, Loopback.port(pageSocket)),
                    options.front.url(Front.Part.WECHAT, Loopback.port(wechatSocket)),
                    URI.create("http://127.0.0.1:" + Loopback.port(pageSocket)));
            application =
                    URI.create(options.front.url(Front.Part.WAR, Loopback.port(warSocket)) + LegacyWar.CONTEXT_PATH);
            shop = options.front.url(Front.Part.SHOP, Loopback.port(shopSocket));
            String appSecret = secret();
            String accountSecret = secret();
            String clientSecret = secret();
            String shopSecret = secret();

            WeChatSandbox.Builder wechat = WeChatSandbox.builder();
            options.users.forEach(wechat::user);
            sandbox = started(wechat.app(
                            APP_ID, appSecret, "Saoma demo", urls.page().getHost())
                    .officialAccount(
                            ACCOUNT_ID, accountSecret, "Saoma demo", urls.page().getHost())
                    .timings(options.timings)
                    .decliningReturnsState(options.decliningReturnsState)
                    .socket(wechatSocket)
                    .start());
            files = Files.createTempDirectory("saoma-demo");
            running.push(() -> delete(files));
            Files.writeString(files.resolve("users.yaml"), users(options));
            PageSettings settings = PageSettings.parse(
                    yaml(options),
                    files,
                    Map.of(
                            "WECHAT_SECRET", appSecret,
                            "WECHAT_ACCOUNT_SECRET", accountSecret,
                            "ORDER_DESK_SECRET", clientSecret,
                            "SHOP_SECRET", shopSecret));
            page = started(HostedPage.start(settings, pageSocket));
            people = options.admission.isEmpty()
                    ? Optional.empty()
                    : Optional.of(people(settings.pool(), options.known));
            String admin = sandbox.users().get(0).unionid();
            started(LegacyWar.start(
                    options.war,
                    warSocket,
                    filterSettings(clientSecret, options),
                    admin == null ? "" : admin,
                    shop.toString()));
            started(ShopSite.start(
                    shopSocket,
                    urls.page(),
                    application,
                    new LibrarySignIn(urls.page(), SHOP_SERVER, shopSecret, URI.create(shop + LibraryPages.CALLBACK))));
        } catch (Exception e) {
            stopAll(e);
            throw e;
        }
    }

    /** What to start; the WAR file is the packed one that the build makes. */
    public static Builder of(Path war) {
        return new Builder(war);
    }

    /** The local WeChat, with its phone page and its front door for tests. */
    public WeChatSandbox sandbox() {
        return sandbox;
    }

    /** URL of the hosted page, which is the issuer of its tokens. */
    public URI page() {
        return page.issuer();
    }

    /** URL of the legacy application, without a trailing slash. */
    public URI application() {
        return application;
    }

    /** URL of the existing site, which is also its origin. */
    public URI shop() {
        return shop;
    }

    /** What administrators do with people; empty where everybody comes in. */
    public Optional<PeopleAdministration> people() {
        return people;
    }

    /** The directory as another process would open it, with those who are known from the beginning. */
    private PeopleAdministration people(PoolSettings pool, Set<Integer> known) {
        List<byte[]> keys =
                pool.keys().cookie().stream().map(KeySettings::bytes).toList();
        PeopleDatabase database = started(PeopleDatabase.open(pool, keys, Clock.systemUTC()));
        PeopleAdministration administration = database.administration(new RandomText(new SecureRandom()));
        for (int number : known) {
            SandboxUser user = sandbox.users().get(number);
            administration.add(
                    new Actor("demo", "owner"),
                    new PeopleTransfer.Exported(
                            user.unionid(), user.nickname(), null, null, "active", null, null, null, null));
        }
        return administration;
    }

    /** Where browsers find the page and WeChat, and where the page is found without a front. */
    private record Urls(URI page, URI wechat, URI pageInside) {}

    /** The folder with the hosted page's key files; deleted when the demonstration is closed. */
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

    private Map<String, String> filterSettings(String clientSecret, Builder options) {
        Map<String, String> settings = new HashMap<>(options.filterSettings);
        settings.put("issuer", urls.page().toString());
        settings.put("backChannelUrl", urls.pageInside().toString());
        settings.put("clientSecret", clientSecret);
        settings.put("appUrl", application.toString());
        return settings;
    }

    private ServerSocketChannel socket(int port) {
        return started(Loopback.bind(port));
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    private String yaml(Builder options) {
        return """
                issuer: %s
                hosts: ["%s"]
                qrLifetime: %s
                wechat:
                  appId: %s
                  appSecret: ${env:WECHAT_SECRET}
                  subject: unionid
                  openUrl: %s
                  apiUrl: %s
                %s
                users: users.yaml
                keys:
                  signing: signing-key.json
                  cookie: %s
                applications:
                  - clientId: %s
                    name: Order desk
                    clientSecret: ${env:ORDER_DESK_SECRET}
                    redirectUris:
                      - %s/saoma/callback
                    postLogoutRedirectUris:
                      - %s/saoma/signed-out
                    backChannelLogoutUri: %s/saoma/backchannel-logout
                  - clientId: shop
                    name: 竹器店 Bamboo shop
                    origins: ["%s"]
                  - clientId: shop-authing
                    name: 竹器店 Bamboo shop
                    origins: ["%s"]
                    redirectUris: ["%s/authing.html"]
                    authingSdk: true
                  - clientId: shop-plain
                    name: 竹器店 Bamboo shop
                    origins: ["%s"]
                    redirectUris: ["%s/plain.html"]
                  - clientId: %s
                    name: 竹器店 Bamboo shop
                    clientSecret: ${env:SHOP_SECRET}
                    redirectUris: ["%s"]
                """.formatted(
                                urls.page(),
                                urls.pageInside().getRawAuthority(),
                                options.qrLifetime,
                                APP_ID,
                                urls.wechat(),
                                sandbox.uri(),
                                options.officialAccount ? OFFICIAL_ACCOUNT : "",
                                secret(),
                                CLIENT_ID,
                                application,
                                application,
                                application,
                                shop,
                                shop,
                                shop,
                                shop,
                                shop,
                                SHOP_SERVER,
                                shop + LibraryPages.CALLBACK)
                + options.applications
                + (options.admission.isEmpty() ? "" : "directory: { admission: " + options.admission + " }\n");
    }

    private String users(Builder options) {
        return options.roles.entrySet().stream()
                .map(entry -> sandbox.users().get(entry.getKey()).unionid() + ": { roles: " + entry.getValue() + " }")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
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
    public record Ports(int war, int page, int wechat, int shop) {
        /** Any free ports, as tests want them. */
        public static final Ports ANY = new Ports(0, 0, 0, 0);
    }

    /** Options of a demonstration. Not thread-safe. */
    public static final class Builder {
        private final Path war;
        private Ports ports = Ports.ANY;
        private Front front = Front.NONE;
        private SandboxTimings timings = SandboxTimings.standard();
        private Duration qrLifetime = Duration.ofMinutes(5);
        private boolean decliningReturnsState;
        private String applications = "";
        private final Map<Integer, String> roles = new TreeMap<>();
        private final Map<String, String> filterSettings = new HashMap<>();
        private boolean officialAccount = true;
        private String admission = "";
        private final Set<Integer> known = new TreeSet<>();
        private final List<SandboxUser> users = new ArrayList<>();

        private Builder(Path war) {
            this.war = war;
        }

        /** Default: any free ports. */
        public Builder ports(Ports ports) {
            this.ports = ports;
            return this;
        }

        /** What stands between browsers and the parts; default nothing. */
        public Builder front(Front front) {
            this.front = front;
            return this;
        }

        /** How fast the sandbox WeChat is; default: as fast as the real one. */
        public Builder timings(SandboxTimings timings) {
            this.timings = timings;
            return this;
        }

        /** Whether WeChat calls back with {@code state} alone when somebody declines; default false, as it does today. */
        public Builder decliningReturnsState(boolean value) {
            this.decliningReturnsState = value;
            return this;
        }

        /** How long the hosted page shows one QR code; default five minutes. */
        public Builder qrLifetime(Duration qrLifetime) {
            this.qrLifetime = qrLifetime;
            return this;
        }

        /** One more setting of the legacy WAR's filter. */
        public Builder filterSetting(String name, String value) {
            filterSettings.put(name, value);
            return this;
        }

        /** Somebody with WeChat on the phone, in place of the sandbox's own people; the first one is the administrator. */
        public Builder user(SandboxUser user) {
            users.add(user);
            return this;
        }

        /** Whether the page has an official account, for sign-ins inside WeChat; default true. */
        public Builder officialAccount(boolean value) {
            this.officialAccount = value;
            return this;
        }

        /** With a directory that admits people so, and knows the sandbox's users of these numbers from the beginning. */
        public Builder directory(String admission, int... users) {
            this.admission = admission;
            for (int user : users) {
                known.add(user);
            }
            return this;
        }

        /** Registers one more application, by its whole entry of {@code applications}, indented by two spaces. */
        public Builder applicationEntry(String yaml) {
            applications += yaml;
            return this;
        }

        /** Registers one more application at the hosted page, beside the legacy WAR. */
        public Builder application(String clientId, String clientSecret, URI redirectUri) {
            applications += """
                      - clientId: %s
                        name: %s
                        clientSecret: '%s'
                        redirectUris:
                          - %s
                    """.formatted(clientId, clientId, clientSecret, redirectUri);
            return this;
        }

        /** Gives the sandbox's user of that number roles, as the hosted page tells them to the applications. */
        public Builder roles(int user, String... names) {
            roles.put(user, "[" + String.join(", ", names) + "]");
            return this;
        }

        /** The same for an application with our filter: it signs out at the hosted page, and hears of sign-outs. */
        public Builder filteredApplication(String clientId, String clientSecret, URI application) {
            application(clientId, clientSecret, URI.create(application + "/saoma/callback"));
            applications += """
                        postLogoutRedirectUris:
                          - %s/saoma/signed-out
                        backChannelLogoutUri: %s/saoma/backchannel-logout
                    """.formatted(application, application);
            return this;
        }

        /**
         * Starts all of them and returns when they answer.
         *
         * @throws Exception if one of them cannot start; those already started are stopped
         */
        public DemoSite start() throws Exception {
            return new DemoSite(this);
        }
    }
}
