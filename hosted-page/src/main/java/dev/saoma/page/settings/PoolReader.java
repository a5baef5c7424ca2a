package dev.saoma.page.settings;

import dev.saoma.page.branding.Branding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what one pool is told. */
final class PoolReader {
    private static final URI NOWHERE = URI.create("http://localhost");
    private static final Duration QR_LIFETIME = Duration.ofMinutes(5);
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final References references;
    private final String keySuffix;
    private final List<String> warnings;

    /** {@code keySuffix}: ends the names of the pool's key files where the settings name none. */
    PoolReader(References references, String keySuffix, List<String> warnings) {
        this.references = references;
        this.keySuffix = keySuffix;
        this.warnings = warnings;
    }

    /** The caller closes the section. */
    PoolSettings read(Section section, String name) {
        URI issuer = section.requiredText(
                        "issuer", "Write the public URL of this page, such as https://login.example.com.")
                .flatMap(url -> issuer(section, url))
                .orElse(NOWHERE);
        boolean plainHttp = UrlRules.plainHttp(issuer.toString());
        Set<String> hosts = hosts(section);
        Duration qrLifetime = Values.duration(
                        section,
                        "qrLifetime",
                        section.text("qrLifetime"),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10))
                .orElse(QR_LIFETIME);
        SessionSettings session = SessionReader.read(section.section("session"));
        boolean privateBackChannel = privateBackChannel(section.section("backChannel"));
        WeChatSettings wechat = WeChatReader.read(section.section("wechat"));
        KeySettings keys = new KeyReader(references, keySuffix).read(section.section("keys"));
        Path users = section.text("users").map(file -> users(section, file)).orElse(null);
        Optional<DirectorySettings> directory = DirectorySettings.read(section, references);
        Branding branding = new BrandingReader(references, warnings, plainHttp).read(section.section("branding"));
        List<Application> applications = new ApplicationReader(warnings, issuer, privateBackChannel, directory)
                .read(section, section.sections("applications"));
        new SecretUses(section, warnings).check(wechat, keys, applications);
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

    private @Nullable Path users(Section section, String file) {
        try {
            Path path = references.path(file).toAbsolutePath().normalize();
            UsersFile.read(path);
            return path;
        } catch (References.Unresolved e) {
            section.mistake("users", e.getMessage(), e.fix());
        } catch (SettingsException e) {
            e.mistakes().forEach(m -> section.mistake("users", "(" + m.key() + ") " + m.why(), m.fix()));
        }
        return null;
    }

    private static boolean privateBackChannel(Section section) {
        boolean allowed = Values.flag(section, "privateTargets", section.text("privateTargets"), false);
        section.close();
        return allowed;
    }
}
