package dev.saoma.page.oidc;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.saoma.page.seal.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Authorization responses that the browser posts to the application. They are sealed into an address of ours, where the
 * form is; so they end every way of signing in as a redirect does, nothing is kept for them, and no address but one that we
 * wrote is ever posted to. Thread-safe.
 *
 * @see "OAuth 2.0 Form Post Response Mode"
 */
public final class FormPosts {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final String PURPOSE = "form-post";
    private static final int MAX_CHARS = 16 * 1024;

    private final String endpoint;
    private final Sealer sealer;
    private final Clock clock;
    private final Gson gson = new Gson();

    /** {@code endpoint}: where the form is. */
    public FormPosts(String endpoint, Sealer sealer, Clock clock) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * A response.
     *
     * @param redirectUri where it is posted
     * @param parameters what is posted
     */
    public record Response(String redirectUri, Map<String, String> parameters) {
        @Override
        public String toString() {
            return "Response[" + redirectUri + "]";
        }
    }

    /** Where the browser posts {@code response} from, within a minute. */
    URI address(Response response) {
        byte[] content = gson.toJson(response).getBytes(StandardCharsets.UTF_8);
        String sealed = sealer.seal(PURPOSE, content, clock.instant().plus(LIFETIME));
        return new UrlWithParameters(endpoint).with("response", sealed).toUri();
    }

    /** The response in such an address, if we sealed it and it is not too old. */
    public Optional<Response> open(String sealed) {
        if (sealed.length() > MAX_CHARS) {
            return Optional.empty();
        }
        return sealer.open(PURPOSE, sealed).flatMap(content -> {
            try {
                return Optional.ofNullable(gson.fromJson(new String(content, StandardCharsets.UTF_8), Response.class));
            } catch (JsonParseException e) {
                return Optional.empty(); // Sealed by another version of ours.
            }
        });
    }
}
