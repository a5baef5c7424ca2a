package dev.saoma.page.settings;

import dev.saoma.page.settings.files.FileSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code outbound}: how the page connects to WeChat, to applications for logout tokens, and for its doctor's
 * checks.
 *
 * @param proxyInUse the proxy for https calls; null for direct calls
 * @param authorities certificates of authorities to trust in addition to those of the Java runtime
 */
public record OutboundSettings(@Nullable OutboundProxy proxyInUse, List<X509Certificate> authorities) {
    /** Direct calls, with the certificates of the Java runtime. */
    public static final OutboundSettings DIRECT = new OutboundSettings(null, List.of());

    private static final String NONE = "none";
    private static final String FIX =
            "Write it as http://proxy.internal:3128, with user:password@ before the host where the"
                    + " proxy requires it (%40 for an @ in the password), or \"none\" for no proxy.";
    private static final long MAX_CA_BYTES = 1024 * 1024L;

    /** Copies the list. */
    public OutboundSettings {
        authorities = List.copyOf(authorities);
    }

    /**
     * Reads {@code outbound}. Defaults come from the system properties ({@code https.proxyHost}), then from the environment
     * ({@code HTTPS_PROXY}): the page is a process of its own, so they apply to it.
     *
     * @param properties returns the system properties of the Java runtime
     */
    static OutboundSettings read(Section section, Function<String, @Nullable String> properties) {
        Optional<String> url = section.text("proxy");
        List<String> direct = section.texts("noProxy");
        List<X509Certificate> authorities =
                section.text("ca").map(file -> authorities(section, file)).orElseGet(List::of);
        section.close();
        ProcessDefaults surroundings = new ProcessDefaults(section.references(), properties);
        return new OutboundSettings(surroundings.proxy(section, url, direct).orElse(null), authorities);
    }

    /** Returns the proxy for https calls. */
    public Optional<OutboundProxy> proxy() {
        return Optional.ofNullable(proxyInUse);
    }

    /** System properties and environment of the process. */
    private record ProcessDefaults(References references, Function<String, @Nullable String> properties) {
        Optional<OutboundProxy> proxy(Section section, Optional<String> url, List<String> direct) {
            if (url.filter(NONE::equals).isPresent()) {
                return Optional.empty();
            }
            if (url.isPresent()) {
                return named(section, url.get(), OutboundProxy.DirectHosts.of(direct), "outbound.proxy");
            }
            Optional<String> host = property("https.proxyHost");
            if (host.isPresent()) {
                OutboundProxy.DirectHosts hosts =
                        OutboundProxy.DirectHosts.of(direct.isEmpty() ? nonProxyHosts() : direct);
                return ofJava(section, host.get(), hosts);
            }
            for (String name : List.of("HTTPS_PROXY", "https_proxy")) {
                Optional<String> variable = variable(name);
                if (variable.isPresent()) {
                    OutboundProxy.DirectHosts hosts =
                            OutboundProxy.DirectHosts.of(direct.isEmpty() ? noProxy() : direct);
                    return named(section, variable.get(), hosts, name);
                }
            }
            return Optional.empty();
        }

        private Optional<OutboundProxy> ofJava(Section section, String host, OutboundProxy.DirectHosts direct) {
            String port = property("https.proxyPort").orElse("443"); // Java's default.
            String bare = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            Optional<OutboundProxy> proxy = OutboundProxy.of(bare + ":" + port, direct, "https.proxyHost");
            if (proxy.isEmpty()) {
                section.mistake(
                        "proxy",
                        "is taken from https.proxyHost and https.proxyPort, and those name no host and port.",
                        FIX);
            }
            Optional<String> user = property("https.proxyUser");
            Optional<String> password = property("https.proxyPassword");
            return proxy.map(p -> user.isPresent() && password.isPresent()
                    ? new OutboundProxy(
                            p.host(), p.port(), user.get(), Secret.of(password.get()), p.direct(), p.origin())
                    : p);
        }

        private List<String> nonProxyHosts() {
            return Stream.of(property("http.nonProxyHosts").orElse("").split("\\|"))
                    .map(entry -> entry.replaceAll("^\\*\\.", "."))
                    .toList();
        }

        private List<String> noProxy() {
            String entries = variable("NO_PROXY").or(() -> variable("no_proxy")).orElse("");
            return List.of(entries.split("[,\\s]+"));
        }

        private Optional<String> property(String name) {
            return Optional.ofNullable(properties.apply(name))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }

        private Optional<String> variable(String name) {
            return references.variable(name).map(String::strip).filter(text -> !text.isEmpty());
        }
    }

    /** Parses a proxy's URL; messages never contain it, since it may contain a password. */
    private static Optional<OutboundProxy> named(
            Section section, String url, OutboundProxy.DirectHosts direct, String origin) {
        Optional<OutboundProxy> proxy = OutboundProxy.of(url, direct, origin);
        if (proxy.isEmpty()) {
            String lower = url.toLowerCase(Locale.ROOT);
            boolean otherScheme = lower.contains("://") && !lower.startsWith("http://");
            String from = origin.startsWith("outbound") ? "" : "is taken from " + origin + ", and ";
            section.mistake(
                    "proxy",
                    from
                            + (otherScheme
                                    ? "is a kind of proxy that the page cannot use: it speaks plain http to proxies and"
                                            + " has them tunnel (CONNECT)."
                                    : "is not the URL of a proxy."),
                    FIX);
        }
        return proxy;
    }

    private static List<X509Certificate> authorities(Section section, String file) {
        String fix = "Name a file with the certificate of your company's authority, in PEM"
                + " (-----BEGIN CERTIFICATE-----).";
        try {
            Optional<Path> named = section.file("ca", file);
            if (named.isEmpty()) {
                return List.of();
            }
            Path path = named.get();
            FileSnapshot files = section.references().files();
            if (files.size(path) > MAX_CA_BYTES) {
                section.mistake("ca", path + " is larger than 1 MB.", fix);
                return List.of();
            }
            List<X509Certificate> found = certificates(files.bytes(path));
            if (found.isEmpty()) {
                section.mistake("ca", path + " holds no certificate.", fix);
            }
            return found;
        } catch (IOException e) {
            section.mistake("ca", file + " cannot be read (" + e.getClass().getSimpleName() + ").", fix);
        } catch (CertificateException e) {
            section.mistake("ca", file + " holds something that is not a certificate in PEM.", fix);
        }
        return List.of();
    }

    private static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
