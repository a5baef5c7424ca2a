package dev.saoma.page.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything the hosted page is told, checked as a whole.
 *
 * @param issuer the public URL of the page, without trailing slash; every URL of ours begins with it
 * @param listen where the stand-alone server listens; {@code 127.0.0.1:8080} by default
 * @param hosts further {@code Host} values to answer, such as an internal name; the issuer's own is always answered
 * @param qrLifetime how long a login page shows its QR code; one second to ten minutes, five minutes by default
 * @param session how long the page remembers people
 * @param privateBackChannel whether sign-outs may be told to private addresses
 * @param wechat the WeChat website app
 * @param keys where the keys come from
 * @param applications who may sign users in here; at least one
 * @param warnings what is allowed but probably not meant, for the log
 */
public record PageSettings(
        URI issuer,
        Listen listen,
        Set<String> hosts,
        Duration qrLifetime,
        SessionSettings session,
        boolean privateBackChannel,
        WeChatSettings wechat,
        KeySettings keys,
        List<Application> applications,
        List<String> warnings) {
    /** Copies the collections. */
    public PageSettings {
        hosts = Set.copyOf(hosts);
        applications = List.copyOf(applications);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the file. Relative paths in it are resolved against its directory.
     *
     * @param environment where {@code ${env:NAME}} looks, usually {@code System.getenv()}
     * @throws SettingsException listing every mistake, or saying why the file cannot be read
     */
    public static PageSettings load(Path yaml, Map<String, String> environment) {
        String text;
        try {
            text = Files.readString(yaml);
        } catch (IOException e) {
            throw SettingsException.unreadable(yaml, e);
        }
        Path directory = yaml.toAbsolutePath().getParent();
        return new SettingsReader(new References(environment, directory)).read(yaml.toString(), text);
    }

    /**
     * Reads {@code yaml}, resolving relative paths in it against {@code directory}.
     *
     * @throws SettingsException listing every mistake
     */
    public static PageSettings parse(String yaml, Path directory, Map<String, String> environment) {
        return new SettingsReader(new References(environment, directory)).read("settings", yaml);
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

    /** Whether this is a set-up on one machine without TLS, where cookies cannot be {@code Secure}. */
    public boolean loopbackHttp() {
        return "http".equals(issuer.getScheme());
    }
}
