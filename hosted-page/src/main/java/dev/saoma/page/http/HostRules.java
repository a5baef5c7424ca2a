package dev.saoma.page.http;

import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.values.AddressRanges;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which {@code Host} is accepted, and what happens to requests that reached an https page over plain http, if a
 * trusted proxy reports it: a redirect to https if the request cannot have contained a secret, otherwise a refusal.
 */
public final class HostRules {
    /** Rules without a pool, which accept no host name. */
    public static final HostRules NONE = new HostRules(URI.create("http://nowhere.invalid"), AddressRanges.NONE);

    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

    private final URI issuer;
    private final AddressRanges proxies;
    private final Set<String> allowed = new HashSet<>();

    private HostRules(URI issuer, AddressRanges proxies) {
        this.issuer = issuer;
        this.proxies = proxies;
    }

    /**
     * Creates the rules for the host of {@code issuer} and those in {@code more}.
     *
     * @param proxies the proxies whose {@code X-Forwarded-Proto} is trusted
     */
    public HostRules(URI issuer, Set<String> more, AddressRanges proxies) {
        this(issuer, proxies);
        allowed.add(Origin.host(issuer));
        more.forEach(host -> allowed.add(Origin.host(host, issuer)));
    }

    /** Whether {@code host} is one of ours. */
    public boolean allows(String host) {
        return allowed.contains(Origin.host(host, issuer));
    }

    /**
     * Returns the redirect to https for a request over plain http; empty if the scheme is right or unknown.
     *
     * @throws HttpError if the request may have contained a secret
     */
    public Optional<PageResponse> redirectToHttps(PageRequest request) throws HttpError {
        if (!"https".equals(issuer.getScheme()) || !cameByHttp(request) || !isOurPublicName(request)) {
            return Optional.empty();
        }
        boolean harmless = Set.of("GET", "HEAD").contains(request.method())
                && !request.hasQuery()
                && PLAIN_PATH.matcher(request.path()).matches();
        if (!harmless) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "the request came over plain http, where any network node could read it: use " + issuer);
        }
        return Optional.of(PageResponse.bytes(308, "", new byte[0]).with("Location", issuer + request.path()));
    }

    private boolean cameByHttp(PageRequest request) {
        String scheme =
                request.header("X-Forwarded-Proto").orElse("").split(",", 2)[0].strip();
        return scheme.equalsIgnoreCase("http") && proxies.contains(request.peer());
    }

    /** Other host names, for use within the network, are not redirected. */
    private boolean isOurPublicName(PageRequest request) {
        return Origin.host(request.host(), issuer).equals(Origin.host(issuer));
    }
}
