package dev.saoma.page.settings;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pool: applications, users, WeChat credentials, branding and signing keys under a host name of its own.
 *
 * @param name its name in logs and file names; {@link #ONLY} if there is just one
 * @param issuer its public URL, without trailing slash; every URL of the pool begins with it
 * @param hosts additional {@code Host} values to accept, such as an internal name; the issuer's own is always accepted
 * @param qrLifetime lifetime of a QR code on the login page
 * @param session page sessions
 * @param privateBackChannel whether logout tokens may be sent to private addresses
 * @param wechat the WeChat website app
 * @param keys signing and cookie keys
 * @param users the file with roles and attributes of people; null if there is none
 * @param directory the directory of people; empty if everyone is admitted
 * @param applications the applications that sign users in here; at least one
 * @param branding the look of its pages
 */
public record PoolSettings(
        String name,
        URI issuer,
        Set<String> hosts,
        Duration qrLifetime,
        SessionSettings session,
        boolean privateBackChannel,
        WeChatSettings wechat,
        KeySettings keys,
        @Nullable Path users,
        Optional<DirectorySettings> directory,
        List<Application> applications,
        Branding branding) {
    /** The name of a pool that is the only one. */
    public static final String ONLY = "default";

    private static final URI NOWHERE = URI.create("http://localhost");
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    /**
     * The setting {@code session}: page sessions, with which signing in to the next application takes a click and no scan.
     *
     * @param enabled whether there are page sessions
     * @param idle time without a sign-in after which a session ends
     * @param lifetime the longest lifetime of a session
     */
    public record SessionSettings(boolean enabled, Duration idle, Duration lifetime) {
        private static final Duration SHORTEST = Duration.ofMinutes(1);
        private static final Duration LONGEST = Duration.ofDays(30);

        /** Reads {@code session}. */
        static SessionSettings read(Section section) {
            boolean enabled = Values.flag(section, "enabled", true);
            Duration idle = Values.duration(section, "idle", Duration.ofHours(4), SHORTEST, LONGEST);
            Duration lifetime = Values.duration(section, "lifetime", Duration.ofHours(12), SHORTEST, LONGEST);
            if (section.has("idle") && idle.compareTo(lifetime) > 0) {
                section.mistake("idle", "is longer than the lifetime.", "Shorten it, or raise session.lifetime.");
            }
            section.close();
            return new SessionSettings(enabled, idle.compareTo(lifetime) < 0 ? idle : lifetime, lifetime);
        }
    }

    /** Copies the collections. */
    public PoolSettings {
        hosts = Set.copyOf(hosts);
        applications = List.copyOf(applications);
    }

    /**
     * Reads one pool. The caller closes the section.
     *
     * @param keySuffix suffix of the default names of the pool's key files
     * @param console whether there is a console, so that more of the settings may be in the database
     */
    static PoolSettings read(Section section, String name, String keySuffix, boolean console) {
        URI issuer = section.requiredText(
                        "issuer", "Write the public URL of this page, such as https://login.example.com.")
                .flatMap(url -> issuer(section, url))
                .orElse(NOWHERE);
        boolean plainHttp = UrlRules.plainHttp(issuer.toString());
        Set<String> hosts = hosts(section);
        Duration qrLifetime = Values.duration(
                section, "qrLifetime", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofMinutes(10));
        SessionSettings session = SessionSettings.read(section.section("session"));
        boolean privateBackChannel = privateBackChannel(section.section("backChannel"));
        boolean elsewhere = console && section.has("directory");
        Section website = section.section("wechat");
        WeChatSettings written = WeChatSettings.read(website, elsewhere);
        KeySettings keys = KeySettings.read(section.section("keys"), keySuffix);
        WeChatSettings wechat = StoredCredentials.addedTo(written, website, name, keys);
        Path users = section.text("users").map(file -> users(section, file)).orElse(null);
        Optional<DirectorySettings> directory = DirectorySettings.read(section);
        Branding branding = BrandingReader.read(section, name, plainHttp, console);
        List<Application> applications =
                Application.read(section, name, issuer, privateBackChannel, directory, console);
        checkSecrets(section, wechat, keys, applications);
        return new PoolSettings(
                name,
                issuer,
                hosts,
                qrLifetime,
                session,
                privateBackChannel,
                wechat,
                keys,
                users,
                directory,
                applications,
                branding);
    }

    private static Optional<URI> issuer(Section section, String url) {
        Optional<String> wrong = UrlRules.wrongIssuer(url);
        wrong.ifPresent(why -> section.mistake("issuer", why, "Write it as https://login.example.com or …/path."));
        return wrong.isPresent() ? Optional.empty() : Optional.of(URI.create(url));
    }

    private static Set<String> hosts(Section section) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String host : section.texts("hosts")) {
            if (HOST.matcher(host).matches()) {
                hosts.add(host);
            } else {
                section.mistake(
                        "hosts",
                        host.indexOf('_') >= 0
                                ? "holds a name with an underscore (_), which host names must not have (RFC 952, 1123)."
                                : "holds what is not host or host:port.",
                        "Write it as page.internal:8080.");
            }
        }
        return hosts;
    }

    private static @Nullable Path users(Section section, String file) {
        Optional<Path> path =
                section.file("users", file).map(named -> named.toAbsolutePath().normalize());
        try {
            path.ifPresent(named -> UsersFile.read(named, section.references().files()));
            return path.orElse(null);
        } catch (SettingsException e) {
            e.mistakes().forEach(m -> section.mistake("users", "(" + m.key() + ") " + m.why(), m.fix()));
            return null;
        }
    }

    private static boolean privateBackChannel(Section section) {
        boolean allowed = Values.flag(section, "privateTargets", false);
        section.close();
        return allowed;
    }

    private record Use(Secret secret, String owner) {}

    /** Reports secrets that serve two purposes, since knowing one means knowing the other. */
    private static void checkSecrets(
            Section pool, WeChatSettings wechat, KeySettings keys, List<Application> applications) {
        List<Use> clients = new ArrayList<>();
        for (int i = 0; i < applications.size(); i++) {
            Optional<Secret> secret = applications.get(i).secret();
            String owner = applications.get(i).clientId();
            if (secret.isPresent() && secret.get().isText()) {
                if (secret.get().equals(wechat.appSecret())) {
                    pool.mistake(
                            "applications[" + i + "].clientSecret", "is the AppSecret.", "Give it one of its own.");
                }
                if (isOftenSentWrongly(secret.get())) {
                    pool.warn(
                            "the clientSecret of application " + owner
                                    + " holds +, % or a space, which many programs send"
                                    + " wrongly (as %2B, %25 and %20 they are right): generate another one with openssl rand -hex 32");
                }
                other(clients, secret.get())
                        .ifPresent(first ->
                                pool.warn("applications " + first.owner() + " and " + owner + " share a clientSecret"));
                clients.add(new Use(secret.get(), owner));
            }
        }
        for (Secret key : keys.cookie()) {
            other(clients, key)
                    .ifPresent(use -> pool.mistake(
                            "keys.cookie",
                            "is the clientSecret of " + use.owner() + ".",
                            "Generate another one with: openssl rand -hex 32"));
        }
    }

    /**
     * Whether the secret contains characters that clients often fail to encode in a form or, by RFC 6749, 2.3.1, in Basic
     * authentication.
     */
    private static boolean isOftenSentWrongly(Secret secret) {
        return secret.reveal().chars().anyMatch(c -> c == '+' || c == '%' || c == ' ');
    }

    private static Optional<Use> other(List<Use> uses, Secret secret) {
        return uses.stream().filter(use -> use.secret().equals(secret)).findFirst();
    }

    private PoolSettings(PoolSettings pool, List<Application> applications) {
        this(
                pool.name,
                pool.issuer,
                pool.hosts,
                pool.qrLifetime,
                pool.session,
                pool.privateBackChannel,
                pool.wechat,
                pool.keys,
                pool.users,
                pool.directory,
                applications,
                pool.branding);
    }

    /** Returns the pool with one more application. */
    PoolSettings with(Application more) {
        List<Application> all = new ArrayList<>(applications);
        all.add(more);
        return new PoolSettings(this, all);
    }

    /** Finds the application with that client id. */
    public Optional<Application> application(String clientId) {
        return applications.stream().filter(a -> a.clientId().equals(clientId)).findFirst();
    }

    /** Returns the console's redirect URI of test sign-ins; empty without a console. */
    public Optional<String> testCallback() {
        return application(ConsoleSettings.CLIENT_ID).map(console -> console.homeUri() + ConsoleSettings.TEST_CALLBACK);
    }

    /** Returns the signing algorithms in use, by the names of RFC 7518. */
    public Set<String> signingAlgorithms() {
        return applications.stream()
                .map(application -> application.rules().idTokenAlgorithm().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the issuer is on loopback, with or without TLS: a set-up on one machine. */
    public boolean onLoopback() {
        return UrlRules.loopback(issuer.toString());
    }

    /** Whether the issuer is on loopback without TLS, where cookies cannot be {@code Secure}. */
    public boolean loopbackHttp() {
        return "http".equals(issuer.getScheme());
    }
}
