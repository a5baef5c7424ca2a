package dev.saoma.page.oidc;

import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.ResponseMode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Determines where a browser is redirected with an authorization response: to the application, or to a page of ours that
 * delivers the response, as a form post or as a message to the window that opened it. For such a page the response is
 * sealed into the address: nothing is stored for it, and the page delivers nothing that we did not write. Thread-safe.
 *
 * @see "OAuth 2.0 Form Post Response Mode"
 */
public final class ResponseRedirects {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final String PARAMETER = "response";
    private static final int MAX_CHARS = 16 * 1024;

    private final Map<ResponseMode, URI> pages;
    private final SealedRecords<Carried> sealed;
    private final Clock clock;

    /** Creates the redirects; {@code pages} maps each mode that needs a page of ours to that page. */
    public ResponseRedirects(Map<ResponseMode, URI> pages, Sealer sealer, Clock clock) {
        this.pages = Map.copyOf(pages);
        this.sealed = new SealedRecords<>(Objects.requireNonNull(sealer, "sealer"), Carried.class);
        this.clock = clock;
    }

    /** The sealed content; the mode is determined by the page that opens it. */
    private record Carried(String redirectUri, Map<String, String> parameters) {}

    /** Returns the address that delivers the response; if it is a page of ours, it is valid for one minute. */
    public URI location(AuthorizeResponse response) {
        return switch (response.mode()) {
            case QUERY -> response.inQuery();
            case FRAGMENT -> response.inFragment();
            case FORM_POST, WEB_MESSAGE, AUTHING_MESSAGE -> page(response);
        };
    }

    private URI page(AuthorizeResponse response) {
        URI page = pages.get(response.mode());
        if (page == null) {
            throw new IllegalArgumentException("no page hands over responses of mode " + response.mode());
        }
        Carried carried = new Carried(response.redirectUri(), response.parameters());
        return new UrlWithParameters(page.toString())
                .with(
                        PARAMETER,
                        sealed.seal(
                                purpose(response.mode()),
                                carried,
                                clock.instant().plus(LIFETIME)))
                .toUri();
    }

    /** Opens the response in the address of the page for {@code mode}; empty if it was not sealed by us or is too old. */
    public Optional<AuthorizeResponse> open(ResponseMode mode, Parameters query) {
        return query.one(PARAMETER)
                .filter(text -> text.length() <= MAX_CHARS)
                .flatMap(text -> sealed.open(purpose(mode), text))
                .map(carried -> new AuthorizeResponse(carried.redirectUri(), mode, carried.parameters()));
    }

    private static String purpose(ResponseMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
