package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.log.FilterLog;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The provider's metadata, validated. Immutable.
 *
 * @see "OpenID Connect Discovery 1.0, 3 and 4.3; RFC 9207, 3; OpenID Connect RP-Initiated Logout 1.0, 2.1"
 */
public final class ProviderMetadata {
    private static final Logger LOG = FilterLog.logger();

    private final URI authorizationEndpoint;
    private final URI tokenEndpoint;
    private final URI jwksUri;
    private final @Nullable URI endSessionEndpoint;
    private final @Nullable URI userInfoEndpoint;
    private final boolean issInResponse;
    private final boolean secretInForm;

    private ProviderMetadata(
            URI authorizationEndpoint,
            URI tokenEndpoint,
            URI jwksUri,
            @Nullable URI endSessionEndpoint,
            @Nullable URI userInfoEndpoint,
            boolean issInResponse,
            boolean secretInForm) {
        this.authorizationEndpoint = authorizationEndpoint;
        this.tokenEndpoint = tokenEndpoint;
        this.jwksUri = jwksUri;
        this.endSessionEndpoint = endSessionEndpoint;
        this.userInfoEndpoint = userInfoEndpoint;
        this.issInResponse = issInResponse;
        this.secretInForm = secretInForm;
    }

    /** Reads a discovery document; a provider that cannot sign users in is rejected with the reason. */
    static ProviderMetadata of(Map<String, @Nullable Object> document, String issuer, boolean confidential)
            throws OidcException {
        Object said = document.get("issuer");
        if (!issuer.equals(said)) {
            throw OidcException.fault("issuer mismatch: the setting issuer says " + issuer + ", discovery says "
                    + LogText.safe(said) + "; they must be equal to the last character");
        }
        requireListed(document, "response_types_supported", "code");
        requireListed(document, "code_challenge_methods_supported", "S256");
        Object algorithms = document.get("id_token_signing_alg_values_supported");
        String mistake = algorithms instanceof Collection
                ? SigningAlgorithm.mistake((Collection<?>) algorithms).orElse(null)
                : null;
        if (mistake != null) {
            throw OidcException.fault(mistake);
        }
        return new ProviderMetadata(
                endpoint(document, "authorization_endpoint", issuer),
                endpoint(document, "token_endpoint", issuer),
                endpoint(document, "jwks_uri", issuer),
                optional(document, "end_session_endpoint", issuer, "sign-outs end at this application"),
                optional(document, "userinfo_endpoint", issuer, "claims come from ID tokens alone"),
                Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")),
                secretInForm(document, confidential));
    }

    // RFC 6749, 2.3.1 requires Basic of every provider; some offer only the form. Clients without a secret are not
    // checked, because not every provider lists them: Keycloak supports them but does not.
    private static boolean secretInForm(Map<String, @Nullable Object> document, boolean confidential)
            throws OidcException {
        String methods = "token_endpoint_auth_methods_supported";
        if (!confidential || !isWithout(document, methods, "client_secret_basic")) {
            return false;
        }
        if (isWithout(document, methods, "client_secret_post")) {
            throw OidcException.fault("the provider takes no client secret: " + methods
                    + " lists neither client_secret_basic nor client_secret_post");
        }
        return true;
    }

    private static void requireListed(Map<String, @Nullable Object> document, String name, String value)
            throws OidcException {
        if (isWithout(document, name, value)) {
            throw OidcException.fault("the provider does not offer " + value + ": " + name + " does not list it");
        }
    }

    // An absent list says nothing about what the provider can do.
    private static boolean isWithout(Map<String, @Nullable Object> document, String name, String value) {
        Object list = document.get(name);
        return list != null && !(list instanceof Collection && ((Collection<?>) list).contains(value));
    }

    private static URI endpoint(Map<String, @Nullable Object> document, String name, String issuer)
            throws OidcException {
        Object value = document.get(name);
        if (value instanceof String) {
            try {
                URI uri = new URI((String) value);
                boolean secure = "https".equalsIgnoreCase(uri.getScheme());
                // Plain http only where the issuer, checked with the settings, is plain http on loopback itself.
                boolean loopback = issuer.startsWith("http://") && "http".equalsIgnoreCase(uri.getScheme());
                if ((secure || loopback) && uri.getHost() != null && uri.getRawFragment() == null) {
                    return uri;
                }
            } catch (java.net.URISyntaxException e) {
                throw OidcException.fault("discovery: " + name + " is not a URL");
            }
        }
        throw OidcException.fault("discovery: " + name + " is missing or not an https URL");
    }

    // An endpoint that sign-ins do not need must not prevent them.
    private static @Nullable URI optional(
            Map<String, @Nullable Object> document, String name, String issuer, String consequence) {
        if (!document.containsKey(name)) {
            return null;
        }
        try {
            return endpoint(document, name, issuer);
        } catch (OidcException e) {
            LOG.log(Level.WARNING, "{0}; {1}", new Object[] {e.getMessage(), consequence});
            return null;
        }
    }

    /** Returns the URL that browsers are redirected to for signing in. */
    public URI authorizationEndpoint() {
        return authorizationEndpoint;
    }

    URI tokenEndpoint() {
        return tokenEndpoint;
    }

    URI jwksUri() {
        return jwksUri;
    }

    @Nullable
    URI userInfoEndpoint() {
        return userInfoEndpoint;
    }

    /**
     * Returns the URL that browsers are redirected to for signing out, if the provider offers that.
     *
     * @see "OpenID Connect RP-Initiated Logout 1.0, 2.1"
     */
    public Optional<URI> endSessionEndpoint() {
        return Optional.ofNullable(endSessionEndpoint);
    }

    /** Whether the client secret goes into the form of a token request, because the provider does not accept Basic. */
    boolean secretInForm() {
        return secretInForm;
    }

    /** Whether every authorization response names the issuer, so that one without it is an attack. */
    public boolean issInResponse() {
        return issInResponse;
    }
}
