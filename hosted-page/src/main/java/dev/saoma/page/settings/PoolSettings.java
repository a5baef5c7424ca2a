package dev.saoma.page.settings;

import dev.saoma.page.branding.Branding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One set of applications, users, WeChat credentials, branding and signing keys under its own host name.
 *
 * @param name what it is called in logs and file names; {@link #ONLY} where there is just one
 * @param issuer its public URL, without trailing slash; every URL of the pool begins with it
 * @param hosts further {@code Host} values to answer, such as an internal name; the issuer's own is always answered
 * @param qrLifetime how long a login page shows its QR code; one second to ten minutes, five minutes by default
 * @param session how long the page remembers people
 * @param privateBackChannel whether sign-outs may be told to private addresses
 * @param wechat the WeChat website app
 * @param keys where the keys come from
 * @param users the file with roles and attributes of people; null where there is none
 * @param directory where people are known and who may come in; empty where everybody may
 * @param applications who may sign users in here; at least one
 * @param branding what its pages look like
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
    /** The name of a pool that needs none, being the only one. */
    public static final String ONLY = "default";

    /** Copies the collections. */
    public PoolSettings {
        hosts = Set.copyOf(hosts);
        applications = List.copyOf(applications);
    }

    /** The application with that client id. */
    public Optional<Application> application(String clientId) {
        return applications.stream().filter(a -> a.clientId().equals(clientId)).findFirst();
    }

    /** What tokens are signed with here, by the names of RFC 7518. */
    public Set<String> signingAlgorithms() {
        return applications.stream()
                .map(application -> application.rules().idTokenAlgorithm().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether this is a set-up on one machine, with TLS or without: what is on loopback can be reached from here. */
    public boolean onLoopback() {
        return UrlRules.loopback(issuer.toString());
    }

    /** Whether this is a set-up on one machine without TLS, where cookies cannot be {@code Secure}. */
    public boolean loopbackHttp() {
        return "http".equals(issuer.getScheme());
    }
}
