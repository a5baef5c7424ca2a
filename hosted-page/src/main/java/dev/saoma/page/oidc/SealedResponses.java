package dev.saoma.page.oidc;

import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Authorization responses that a page of ours hands over in the browser: as a form that it posts, or as a message to the
 * window that opened it. They are sealed into the address of that page; so they end every way of signing in as a redirect
 * does, nothing is kept for them, and nothing goes to an address but one that we wrote. Thread-safe.
 *
 * @see "OAuth 2.0 Form Post Response Mode"
 */
public final class SealedResponses {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final String PARAMETER = "response";
    private static final int MAX_CHARS = 16 * 1024;

    private final String endpoint;
    private final String purpose;
    private final SealedRecords<Response> responses;
    private final Clock clock;

    private SealedResponses(String endpoint, String purpose, Sealer sealer, Clock clock) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.purpose = purpose;
        this.responses = new SealedRecords<>(sealer, Response.class);
        this.clock = clock;
    }

    /** Those that are posted; {@code endpoint}: where the form is. */
    public static SealedResponses posted(String endpoint, Sealer sealer, Clock clock) {
        return new SealedResponses(endpoint, "form-post", sealer, clock);
    }

    /** Those that are told to the opener; {@code endpoint}: where the page is that does. */
    public static SealedResponses told(String endpoint, Sealer sealer, Clock clock) {
        return new SealedResponses(endpoint, "web-message", sealer, clock);
    }

    /** Those that are told to an opener that knows Authing's messages only; {@code endpoint}: where the page is that does. */
    public static SealedResponses toldAsAuthing(String endpoint, Sealer sealer, Clock clock) {
        return new SealedResponses(endpoint, "authing-message", sealer, clock);
    }

    /**
     * A response.
     *
     * @param redirectUri where it is posted, or at whose origin it is told
     * @param parameters what is posted or told
     */
    public record Response(String redirectUri, Map<String, String> parameters) {
        @Override
        public String toString() {
            return "Response[" + redirectUri + "]";
        }

        /** The redirect URI with the parameters in its query. */
        public URI location() {
            return in(new UrlWithParameters(redirectUri));
        }

        /** The redirect URI with the parameters in its fragment. */
        URI fragmentLocation() {
            return in(UrlWithParameters.inFragment(redirectUri));
        }

        private URI in(UrlWithParameters url) {
            parameters.forEach(url::with);
            return url.toUri();
        }
    }

    /** Where the browser hands {@code response} over, within a minute. */
    URI address(Response response) {
        String sealed = responses.seal(purpose, response, clock.instant().plus(LIFETIME));
        return new UrlWithParameters(endpoint).with(PARAMETER, sealed).toUri();
    }

    /** What is sealed in such an address; empty if it is another one. */
    public static Optional<String> in(URI address) {
        String query = address.getRawQuery();
        return query != null && query.startsWith(PARAMETER + "=")
                ? Optional.of(query.substring(PARAMETER.length() + 1))
                : Optional.empty();
    }

    /** The response in such an address, if we sealed it and it is not too old. */
    public Optional<Response> open(String sealed) {
        return sealed.length() > MAX_CHARS ? Optional.empty() : responses.open(purpose, sealed);
    }
}
