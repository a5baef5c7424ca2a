package dev.saoma.page.oidc;

import dev.saoma.page.settings.ResponseMode;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An authorization response: the result of an authorization request, independent of how it is transported.
 *
 * @param redirectUri its target, or a URI of its target's origin
 * @param mode how it travels
 * @param parameters its parameters, in this order
 * @see "RFC 6749, 4.1.2 and 4.1.2.1"
 */
public record AuthorizeResponse(String redirectUri, ResponseMode mode, Map<String, String> parameters) {
    /** Copies the parameters. */
    public AuthorizeResponse {
        Objects.requireNonNull(redirectUri, "redirectUri");
        Objects.requireNonNull(mode, "mode");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Returns the redirect URI with the parameters in its query. */
    public URI inQuery() {
        return in(new UrlWithParameters(redirectUri));
    }

    /** Returns the redirect URI with the parameters in its fragment. */
    URI inFragment() {
        return in(UrlWithParameters.inFragment(redirectUri));
    }

    private URI in(UrlWithParameters url) {
        parameters.forEach(url::with);
        return url.toUri();
    }

    @Override
    public String toString() {
        return "AuthorizeResponse[" + redirectUri + "]"; // It may hold a code.
    }
}
