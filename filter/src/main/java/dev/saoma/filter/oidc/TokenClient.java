package dev.saoma.filter.oidc;

import dev.saoma.filter.http.Outbound;
import dev.saoma.filter.http.OutboundException;
import dev.saoma.filter.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a code for an ID token, once; a failed request is never repeated, because the code may have been used up.
 * Thread-safe.
 *
 * @see "OpenID Connect Core 1.0, 3.1.3; RFC 6749, 2.3.1 and 5; RFC 7636, 4.5"
 */
public final class TokenClient {
    private final Provider provider;
    private final Client client;
    private final Outbound outbound;

    public TokenClient(Provider provider, Client client, Outbound outbound) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.client = Objects.requireNonNull(client, "client");
        this.outbound = Objects.requireNonNull(outbound, "outbound");
    }

    /**
     * The ID token of the answer, not verified. Access and refresh tokens are not looked at.
     *
     * @throws OidcException if the provider refuses, cannot be reached or answers something else
     */
    public String exchange(String code, String codeVerifier) throws OidcException {
        URI uri = provider.reachable(provider.metadata().tokenEndpoint());
        return idToken(uri, post(uri, code, codeVerifier));
    }

    /** The error with which the provider answers; the status where it names none. */
    String errorFor(ProviderMetadata metadata, String code, String codeVerifier) throws OidcException {
        OutboundResponse response = post(provider.reachable(metadata.tokenEndpoint()), code, codeVerifier);
        Object error = response.status() == 200 ? null : body(response).get("error");
        return error == null ? "status " + response.status() : error.toString();
    }

    private OutboundResponse post(URI uri, String code, String codeVerifier) throws OidcException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirectUri());
        form.put("code_verifier", codeVerifier);
        String secret = client.secret();
        if (secret == null) {
            form.put("client_id", client.id());
        }
        try {
            return outbound.postForm(uri, form, secret == null ? null : basic(client.id(), secret));
        } catch (OutboundException e) {
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "token request: " + e.getMessage(), e);
        }
    }

    private String idToken(URI uri, OutboundResponse response) throws OidcException {
        Map<String, @Nullable Object> body = body(response);
        if (response.status() != 200) {
            throw refusal(uri, response.status(), body.get("error"));
        }
        Object token = body.get("id_token");
        if (!(token instanceof String)) {
            throw OidcException.fault("token request at " + uri + ": the answer holds no id_token");
        }
        return (String) token;
    }

    private static Map<String, @Nullable Object> body(OutboundResponse response) throws OidcException {
        try {
            return StrictJson.object(response.text());
        } catch (IOException e) {
            if (response.status() == 200) {
                throw OidcException.fault("token request: the answer is " + e.getMessage());
            }
            return Collections.emptyMap();
        }
    }

    private OidcException refusal(URI uri, int status, @Nullable Object error) {
        if ("invalid_grant".equals(error)) {
            return new OidcException(
                    OidcException.Kind.CODE_REFUSED,
                    "token request: invalid_grant: the code was used, has expired, or belongs to another client,"
                            + " redirect URI or verifier");
        }
        if ("invalid_client".equals(error)) {
            return OidcException.fault("token request: invalid_client: check clientId (" + client.id()
                    + ") and clientSecret against the registration at the provider");
        }
        if (error != null) {
            return OidcException.fault("token request: status " + status + ", error " + LogText.safe(error));
        }
        return Provider.unexpectedStatus("token request", uri, status);
    }

    // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
    private static String basic(String id, String secret) {
        String pair = AuthorizationRequest.encode(id) + ":" + AuthorizationRequest.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
