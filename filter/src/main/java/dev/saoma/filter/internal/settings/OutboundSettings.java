package dev.saoma.filter.internal.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of calls to the provider: proxy and trusted certificates. Immutable. */
public final class OutboundSettings {
    private static final String PROXY = "outboundProxy";
    private static final String CA = "outboundCa";
    private static final long MAX_BYTES = 1024 * 1024;

    private final @Nullable URI proxy;
    private final List<X509Certificate> authorities;

    OutboundSettings(SettingsText text) {
        proxy = proxy(text);
        authorities = Collections.unmodifiableList(authorities(text));
    }

    private static @Nullable URI proxy(SettingsText text) {
        String value = text.optional(PROXY);
        if (value == null) {
            return null;
        }
        String fix = "write http://proxy.example.com:3128";
        try {
            URI uri = new URI(value);
            if (uri.getRawUserInfo() != null) {
                text.mistake(
                        PROXY,
                        "holds a user, and the filter does not sign in at proxies",
                        "let the proxy admit this server by its address, and " + fix);
            } else if (!"http".equals(uri.getScheme())) {
                text.mistake(PROXY, "is not the address of an HTTP proxy", fix);
            } else if (uri.getHost() == null) {
                text.mistake(PROXY, SettingsReader.hostMistake(uri), fix);
            } else if (uri.getPort() < 0) {
                text.mistake(PROXY, "names no port", fix);
            } else if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                text.mistake(PROXY, "has more than a host and a port", fix);
            } else {
                return uri;
            }
        } catch (URISyntaxException e) {
            text.mistake(PROXY, "is not the address of an HTTP proxy", fix);
        }
        return null;
    }

    private static List<X509Certificate> authorities(SettingsText text) {
        Path file = new LineReader(text).existingFile(CA);
        if (file == null || text.hasMistake(CA)) {
            return new ArrayList<>();
        }
        String fix = "name a file with the authority's certificate in PEM: -----BEGIN CERTIFICATE-----";
        List<X509Certificate> found = new ArrayList<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                text.mistake(CA, file + " is larger than " + MAX_BYTES + " bytes", fix);
                return found;
            }
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                found.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            found.clear();
        }
        if (found.isEmpty()) {
            text.mistake(CA, file + " holds no certificate that can be read", fix);
        }
        return found;
    }

    /** Returns the proxy for calls to the provider; empty for that of the JVM's properties. */
    public Optional<URI> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Returns the certificates of authorities trusted in addition to the JVM's; unmodifiable. */
    public List<X509Certificate> authorities() {
        return authorities;
    }
}
