package dev.saoma.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in with a library that is not ours: Nimbus' OpenID Connect SDK, on the server of the existing site. It discovers
 * everything from the issuer; the site only has to keep a pending sign-in per browser. Thread-safe.
 */
final class LibrarySignIn {
    /** A user who has signed in. */
    record User(String subject, String name) {}

    /** A sign-in that has begun, kept for the browser that began it. */
    record Pending(State state, Nonce nonce, CodeVerifier verifier) {}

    /** Thrown if the sign-in failed; the message is the key of a text of the site, for the user. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        FailedException(String text, @Nullable Exception cause) {
            super(text, cause);
            this.code = "";
        }

        /** Creates the exception with the error code of the login page. */
        FailedException(String text, String code) {
            super(text);
            this.code = code;
        }

        String in(Language language) {
            return language.text(String.valueOf(getMessage())).replace("{0}", code);
        }
    }

    private final Issuer issuer;
    private final ClientID clientId;
    private final Secret secret;
    private final URI redirectUri;
    private @Nullable OIDCProviderMetadata provider;

    LibrarySignIn(URI page, String clientId, String secret, URI redirectUri) {
        this.issuer = new Issuer(page);
        this.clientId = new ClientID(clientId);
        this.secret = new Secret(secret);
        this.redirectUri = redirectUri;
    }

    /** Generates the random values of one sign-in. */
    static Pending begin() {
        return new Pending(new State(), new Nonce(), new CodeVerifier());
    }

    /** Returns the address that the browser is redirected to for signing in. */
    URI address(Pending pending) throws FailedException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), clientId, redirectUri)
                .endpointURI(provider().getAuthorizationEndpointURI())
                .state(pending.state())
                .nonce(pending.nonce())
                .codeChallenge(pending.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Handles the response in the browser that holds {@code pending}. */
    User finish(URI response, Pending pending) throws FailedException {
        try {
            AuthenticationResponse answer = AuthenticationResponseParser.parse(response);
            if (!pending.state().equals(answer.getState()) || !issuer.equals(answer.getIssuer())) {
                throw new FailedException("library.foreign", "");
            }
            if (!answer.indicatesSuccess()) {
                throw new FailedException(
                        "library.ended",
                        answer.toErrorResponse().getErrorObject().getCode());
            }
            IDTokenClaimsSet claims = redeem(answer.toSuccessResponse().getAuthorizationCode(), pending);
            return new User(claims.getSubject().getValue(), claims.getStringClaim("name"));
        } catch (ParseException e) {
            throw new FailedException("library.unreadable", e);
        }
    }

    private IDTokenClaimsSet redeem(AuthorizationCode code, Pending pending) throws FailedException {
        OIDCProviderMetadata endpoints = provider();
        TokenRequest request = new TokenRequest.Builder(
                        endpoints.getTokenEndpointURI(),
                        new ClientSecretBasic(clientId, secret),
                        new AuthorizationCodeGrant(code, redirectUri, pending.verifier()))
                .build();
        try {
            TokenResponse response =
                    OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
            if (!response.indicatesSuccess()) {
                throw new FailedException(
                        "library.refused",
                        response.toErrorResponse().getErrorObject().getCode());
            }
            return new IDTokenValidator(
                            issuer,
                            clientId,
                            JWSAlgorithm.RS256,
                            endpoints.getJWKSetURI().toURL())
                    .validate(
                            response.toSuccessResponse()
                                    .getTokens()
                                    .toOIDCTokens()
                                    .getIDToken(),
                            pending.nonce());
        } catch (ParseException | IOException e) {
            throw new FailedException("library.unreachable", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new FailedException("library.other", e);
        }
    }

    private synchronized OIDCProviderMetadata provider() throws FailedException {
        if (provider == null) {
            try {
                provider = OIDCProviderMetadata.resolve(issuer);
            } catch (GeneralException | IOException e) {
                throw new FailedException("library.unreachable", e);
            }
        }
        return provider;
    }
}
