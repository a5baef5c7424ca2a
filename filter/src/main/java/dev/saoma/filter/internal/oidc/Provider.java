package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundException;
import dev.saoma.filter.internal.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configured provider, discovered when it is first needed. Thread-safe. */
public final class Provider {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final String issuer;
    private final @Nullable String backChannelUrl;
    private final boolean confidential;
    private final Outbound outbound;
    private final CachedDocument<ProviderMetadata> metadata;

    /**
     * @param issuer exactly as the provider writes it
     * @param backChannelUrl address under which our own requests reach the issuer, null for the issuer itself
     * @param confidential whether this client authenticates with a secret
     */
    public Provider(
            String issuer, @Nullable String backChannelUrl, boolean confidential, Outbound outbound, Clock clock) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.backChannelUrl = backChannelUrl == null ? null : withoutSlash(backChannelUrl);
        this.confidential = confidential;
        this.outbound = Objects.requireNonNull(outbound, "outbound");
        this.metadata = new CachedDocument<>(this::discover, clock, MAX_AGE, RETRY);
    }

    /** Returns the issuer as configured. */
    public String issuer() {
        return issuer;
    }

    /**
     * Returns the provider's metadata.
     *
     * @throws OidcException if it is not cached and cannot be fetched now, or is unusable
     */
    public ProviderMetadata metadata() throws OidcException {
        return metadata.get();
    }

    private ProviderMetadata discover() throws OidcException {
        return ProviderMetadata.of(fetchJson(discoveryUri(), "discovery"), issuer, confidential);
    }

    /** Returns the address for our own request for the discovery document. */
    URI discoveryUri() {
        return reachable(URI.create(withoutSlash(issuer) + "/.well-known/openid-configuration"));
    }

    /** Returns the address for our own request to this address of the provider. */
    URI reachable(URI address) {
        String base = withoutSlash(issuer);
        String text = address.toString();
        boolean ofIssuer = text.equals(base) || text.startsWith(base + "/");
        return backChannelUrl != null && ofIssuer
                ? URI.create(backChannelUrl + text.substring(base.length()))
                : address;
    }

    /** Fetches a JSON document; anything but 200 and strict JSON is a failure. */
    Map<String, @Nullable Object> fetchJson(URI uri, String what) throws OidcException {
        try {
            OutboundResponse response = outbound.getJson(uri);
            if (response.status() != 200) {
                throw unexpectedStatus(what, uri, response.status());
            }
            return StrictJson.object(response.text());
        } catch (OutboundException e) {
            throw new OidcException(OidcException.Kind.UNAVAILABLE, what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new OidcException(OidcException.Kind.FAULT, what + " at " + uri + ": " + e.getMessage(), e);
        }
    }

    static OidcException unexpectedStatus(String what, URI uri, int status) {
        OidcException.Kind kind =
                status >= 500 || status == 429 ? OidcException.Kind.UNAVAILABLE : OidcException.Kind.FAULT;
        return new OidcException(kind, what + " at " + uri + ": expected status 200, got " + status);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
