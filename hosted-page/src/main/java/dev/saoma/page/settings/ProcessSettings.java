package dev.saoma.page.settings;

import dev.saoma.page.settings.ProtocolRules.SignOutAddresses;
import dev.saoma.page.settings.values.AddressRanges;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the process as a whole, which change only at a restart.
 *
 * @param sharedStore the store shared by the nodes; null for the memory of this process
 * @param limits rate limits
 * @param trustedProxies proxies whose {@code X-Forwarded-For} is trusted
 * @param managementListen address of metrics and probes; null for none
 * @param outbound outbound connections
 */
public record ProcessSettings(
        @Nullable RedisSettings sharedStore,
        LimitSettings limits,
        AddressRanges trustedProxies,
        @Nullable Listen managementListen,
        OutboundSettings outbound) {
    static ProcessSettings read(Section root) {
        return new ProcessSettings(
                RedisSettings.read(root.section("store")).orElse(null),
                LimitSettings.read(root.section("limits")),
                proxies(root),
                management(root.section("management")),
                OutboundSettings.read(root.section("outbound"), System::getProperty));
    }

    private static @Nullable Listen management(Section section) {
        Optional<Listen> listen = section.text("listen").flatMap(text -> Listen.of(section, text));
        section.close();
        return listen.orElse(null);
    }

    /** Returns the address of metrics and probes. */
    public Optional<Listen> management() {
        return Optional.ofNullable(managementListen);
    }

    /** Returns the store shared by the nodes. */
    public Optional<RedisSettings> redis() {
        return Optional.ofNullable(sharedStore);
    }

    /**
     * The setting {@code console}: the administration console.
     *
     * @param listen address of its own listener
     * @param url its origin, which serves nothing else
     * @param readOnly whether settings are only shown, and changed in the file
     * @param separateDuties whether dangerous changes need a second administrator, and owners may not do what operators may
     */
    public record ConsoleSettings(Listen listen, URI url, boolean readOnly, boolean separateDuties) {
        /** The console's client id, as an application of each pool with a directory. */
        public static final String CLIENT_ID = "saoma-console";

        /** The path of the redirect URI of test sign-ins, on the console's origin. */
        public static final String TEST_CALLBACK = "/test/callback";

        private static final Listen STANDARD_LISTEN = new Listen("127.0.0.1", 9090);
        private static final String URL_FIX =
                "Write the origin that administrators open, such as https://admin.example.cn.";

        /** Reads {@code console}; empty if it is not set. */
        static Optional<ConsoleSettings> read(Section root, List<PoolSettings> pools) {
            boolean present = root.has("console");
            Section section = root.section("console");
            if (!present) {
                section.close();
                return Optional.empty();
            }
            Listen listen = Values.parsed(section, "listen", STANDARD_LISTEN, text -> Listen.of(section, text));
            Optional<URI> url = section.requiredText("url", URL_FIX).flatMap(text -> url(section, text, pools));
            boolean readOnly = Values.flag(section, "readOnly", false);
            boolean separateDuties = Values.flag(section, "separateDuties", false);
            section.close();
            if (!pools.isEmpty()
                    && pools.stream().allMatch(pool -> pool.directory().isEmpty())) {
                root.mistake(
                        "console",
                        "needs a directory, and there is none.",
                        "Add the line  directory: { admission: known }");
            }
            for (PoolSettings pool : pools) {
                if (pool.application(CLIENT_ID).isPresent()) {
                    root.mistake(
                            "console",
                            "is itself the application " + CLIENT_ID + ".",
                            "Give the application in the file another clientId.");
                }
            }
            return url.map(origin -> new ConsoleSettings(listen, origin, readOnly, separateDuties));
        }

        private static Optional<URI> url(Section section, String text, List<PoolSettings> pools) {
            Optional<String> wrong = UrlRules.wrongOrigin(text)
                    .or(() -> UrlRules.plainHttp(text) && !UrlRules.loopback(text)
                            ? Optional.of("is plain http, which only a loopback address may be.")
                            : Optional.empty())
                    .or(() -> pools.stream()
                                    .anyMatch(pool -> Origin.of(pool.issuer()).equals(text))
                            ? Optional.of("is the origin of the login page, and the console needs one of its own.")
                            : Optional.empty());
            wrong.ifPresent(why -> section.mistake("url", why, URL_FIX));
            if (wrong.isPresent()) {
                return Optional.empty();
            }
            URI url = URI.create(text);
            if (!UrlRules.loopback(text)
                    && pools.stream()
                            .anyMatch(pool -> url.getHost().equals(pool.issuer().getHost()))) {
                section.warn(
                        "console.url has the host name of a login page: browsers send cookies to every port of a host,"
                                + " so give the console a host name of its own");
            }
            return Optional.of(url);
        }

        /** Returns the console's redirect URI. */
        public URI callback() {
            return URI.create(url + "/callback");
        }

        /** Whether browsers use https, so that cookies can be {@code Secure}. */
        public boolean https() {
            return "https".equals(url.getScheme());
        }

        /** Returns the pools with the console as an ordinary public application. */
        List<PoolSettings> withConsole(List<PoolSettings> pools) {
            Application console = new Application(
                    CLIENT_ID,
                    "控制台 Console",
                    null,
                    List.of(callback().toString()),
                    Set.of(),
                    url,
                    ProtocolRules.STANDARD,
                    SignOutAddresses.NONE,
                    Set.of(),
                    Optional.empty());
            return pools.stream()
                    .map(pool -> pool.directory().isEmpty() ? pool : pool.with(console))
                    .toList();
        }
    }

    private static AddressRanges proxies(Section root) {
        String key = "trustedProxies";
        List<AddressRanges> found = new ArrayList<>();
        for (String text : root.texts(key)) {
            Optional<AddressRanges> range = AddressRanges.of(text);
            if (range.isEmpty()) {
                root.mistake(
                        key, "\"" + text + "\" is not an address or range.", "Write it as 10.1.2.3 or 10.0.0.0/8.");
            } else if (range.get().isEverything()) {
                root.mistake(
                        key,
                        "\"" + text + "\" is every address: any client could then choose its own.",
                        "Name the addresses of the proxies.");
            }
            range.ifPresent(found::add);
        }
        return AddressRanges.union(found);
    }
}
