package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundException;
import dev.saoma.filter.internal.http.OutboundResponse;
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
 * Exchanges a code for tokens, once; a failed request is never repeated, because the code may have been used up.
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
     * Exchanges a code; the tokens are not verified.
     *
     * @throws OidcException if the provider refuses, cannot be reached or sends another response
     */
    Tokens exchange(String code, String codeVerifier) throws OidcException {
        ProviderMetadata metadata = provider.metadata();
        return tokens(metadata, post(metadata, code, codeVerifier));
    }

    /** An ID token that has not been verified yet, and a token for UserInfo. Immutable. */
    static final class Tokens {
        private final String idToken;
        private final @Nullable String accessToken;

        Tokens(String idToken, @Nullable String accessToken) {
            this.idToken = idToken;
            this.accessToken = accessToken;
        }

        String idToken() {
            return idToken;
        }

        @Nullable
        String accessToken() {
            return accessToken;
        }
    }

    /** Returns the provider's error for a code that does not exist. */
    Refusal refusalFor(ProviderMetadata metadata, String code, String codeVerifier) throws OidcException {
        OutboundResponse response = post(metadata, code, codeVerifier);
        Object error = response.status() == 200 ? null : body(response).get("error");
        return new Refusal(response.status(), error == null ? null : error.toString());
    }

    /** Status and error of a response without a token. Immutable. */
    static final class Refusal {
        private final int status;
        private final @Nullable String error;

        Refusal(int status, @Nullable String error) {
            this.status = status;
            this.error = error;
        }

        /** Whether the provider rejects the code, and so accepts the client. */
        boolean isOfTheCode() {
            return "invalid_grant".equals(error);
        }

        // RFC 6749, 5.2 says invalid_client; Keycloak says unauthorized_client for a wrong secret, with the same
        // status.
        boolean isOfTheCredentials() {
            return "invalid_client".equals(error) || status == 401;
        }

        /** Whether the client is known, but not allowed this grant. */
        boolean isOfTheClient() {
            return "unauthorized_client".equals(error) && status != 401;
        }

        @Override
        public String toString() {
            return error == null ? "status " + status : error;
        }
    }

    private OutboundResponse post(ProviderMetadata metadata, String code, String codeVerifier) throws OidcException {
        URI uri = provider.reachable(metadata.tokenEndpoint());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirectUri());
        form.put("code_verifier", codeVerifier);
        String secret = client.secret();
        boolean basic = secret != null && !metadata.secretInForm();
        if (!basic) {
            form.put("client_id", client.id());
        }
        if (secret != null && !basic) {
            form.put("client_secret", secret);
        }
        try {
            return outbound.postForm(uri, form, basic ? basic(client.id(), secret) : null);
        } catch (OutboundException e) {
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "token request: " + e.getMessage(), e);
        }
    }

    private Tokens tokens(ProviderMetadata metadata, OutboundResponse response) throws OidcException {
        URI uri = provider.reachable(metadata.tokenEndpoint());
        Map<String, @Nullable Object> body = body(response);
        if (response.status() != 200) {
            throw refusal(metadata, uri, response.status(), body.get("error"));
        }
        Object token = body.get("id_token");
        if (!(token instanceof String)) {
            throw OidcException.fault("token request at " + uri + ": the answer holds no id_token");
        }
        return new Tokens((String) token, UserInfo.accessToken(body));
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

    private OidcException refusal(ProviderMetadata metadata, URI uri, int status, @Nullable Object error) {
        Refusal refusal = new Refusal(status, error == null ? null : LogText.word(error));
        if (refusal.isOfTheCode()) {
            return new OidcException(
                    OidcException.Kind.CODE_REFUSED,
                    "token request: invalid_grant: the code was used, has expired, or belongs to another client,"
                            + " redirect URI or verifier");
        }
        if (refusal.isOfTheCredentials()) {
            return OidcException.fault("token request: " + refusal + ": check clientId (" + client.id()
                    + ") and clientSecret against the registration at the provider" + hint(metadata));
        }
        if (refusal.isOfTheClient()) {
            return OidcException.fault("token request: unauthorized_client: client " + client.id()
                    + " is not registered for the authorization code flow");
        }
        if (error != null) {
            return OidcException.fault("token request: status " + status + ", error " + LogText.safe(error));
        }
        return Provider.unexpectedStatus("token request", uri, status);
    }

    /** Returns a possible cause other than a wrong secret; usually empty. */
    String hint(ProviderMetadata metadata) {
        String secret = client.secret();
        if (secret == null) {
            return "; without clientSecret, the client must be registered as public there";
        }
        boolean encoded =
                !metadata.secretInForm() && !basicPair(client.id(), secret).equals(client.id() + ":" + secret);
        return encoded
                ? ". If they are right: the secret or the id has characters such as + / = % or a space, which are sent"
                        + " form-encoded in Basic as RFC 6749, 2.3.1 says, and some providers do not decode; register a"
                        + " secret of letters, digits, - and _, made with: openssl rand -hex 32"
                : "";
    }

    // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
    private static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString(basicPair(id, secret).getBytes(StandardCharsets.US_ASCII));
    }

    private static String basicPair(String id, String secret) {
        return AuthorizationRequest.encode(id) + ":" + AuthorizationRequest.encode(secret);
    }
}
