package dev.saoma.page.settings;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the page reaches WeChat, the applications it tells of sign-outs, and what its doctor looks at.
 *
 * @param proxyInUse the proxy that https calls leave through, or null where they leave directly
 * @param authorities certificates that are trusted beside those of the Java runtime
 */
public record OutboundSettings(@Nullable OutboundProxy proxyInUse, List<X509Certificate> authorities) {
    /** Directly, trusting what the Java runtime trusts. */
    public static final OutboundSettings DIRECT = new OutboundSettings(null, List.of());

    /** Copies the list. */
    public OutboundSettings {
        authorities = List.copyOf(authorities);
    }

    /** The proxy that https calls leave through. */
    public Optional<OutboundProxy> proxy() {
        return Optional.ofNullable(proxyInUse);
    }
}
