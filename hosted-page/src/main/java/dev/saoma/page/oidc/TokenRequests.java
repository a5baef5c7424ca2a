package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_CLIENT;
import static dev.saoma.page.oidc.OidcError.Code.INVALID_GRANT;
import static dev.saoma.page.oidc.OidcError.Code.INVALID_REQUEST;
import static dev.saoma.page.oidc.OidcError.Code.UNSUPPORTED_GRANT_TYPE;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.oidc.IdTokens.IssuedIdToken;
import dev.saoma.page.settings.Application;
import dev.saoma.page.store.StoreUnavailableException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Exchanges authorization codes for tokens. Thread-safe.
 *
 * @see "RFC 6749, 4.1.3 and 5; OpenID Connect Core 1.0, 3.1.3"
 */
public final class TokenRequests {
    private static final List<String> PROTOCOL_PARAMETERS = List.of(
            "grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret", "client_assertion");

    private final ClientAuthentication clients;
    private final AuthorizationCodes codes;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final Claims claims;
    private final Directory directory;
    private final TestSignIns tests;

    /** Creates the exchange for the applications that {@code clients} authenticates. */
    public TokenRequests(
            ClientAuthentication clients,
            AuthorizationCodes codes,
            AccessTokens accessTokens,
            IdTokens idTokens,
            Claims claims,
            Directory directory,
            TestSignIns tests) {
        this.clients = clients;
        this.codes = codes;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.claims = claims;
        this.directory = directory;
        this.tests = Objects.requireNonNull(tests, "tests");
    }

    /**
     * Returns the token response.
     *
     * @param authorization every {@code Authorization} header
     * @throws OidcError as specified by RFC 6749, 5.2
     */
    public Map<String, Object> respond(Parameters form, List<String> authorization) throws OidcError {
        for (String name : PROTOCOL_PARAMETERS) {
            if (form.isRepeated(name)) {
                throw new OidcError(INVALID_REQUEST, name + " must not be repeated");
            }
        }
        Application application = clients.authenticate(form, authorization);
        String grantType =
                form.one("grant_type").orElseThrow(() -> new OidcError(INVALID_REQUEST, "grant_type is missing"));
        if (!grantType.equals("authorization_code")) {
            throw new OidcError(UNSUPPORTED_GRANT_TYPE, "grant_type must be authorization_code");
        }
        String code = form.one("code").orElseThrow(() -> new OidcError(INVALID_REQUEST, "code is missing"));
        if (form.one("redirect_uri").filter(tests::isCallback).isPresent()) {
            throw new OidcError(INVALID_GRANT, "codes of test sign-ins are good in the console only");
        }
        return redeem(code, application, form.one("redirect_uri"), form.one("code_verifier"))
                .response();
    }

    /**
     * Redeems a code for an ID token, where the page itself holds the verifier. Only for applications without a secret: one
     * with a secret has to authenticate.
     *
     * @throws OidcError as {@link #respond}
     */
    public IssuedIdToken redeem(Application application, AuthorizeResponse response, String verifier) throws OidcError {
        String code = response.parameters().get("code");
        if (code == null || application.secret().isPresent()) {
            throw new OidcError(INVALID_CLIENT, "there is no code, or the application has a client_secret");
        }
        return redeem(code, application, Optional.of(response.redirectUri()), Optional.of(verifier))
                .idToken();
    }

    /**
     * Returns the claims that the application would receive for the code of a test sign-in. Uses the code up; no token
     * leaves the page.
     *
     * @param challenge the PKCE challenge of the test
     * @throws OidcError as {@link #respond}
     */
    public Map<String, Object> test(String challenge, String code, String verifier, String callback) throws OidcError {
        String clientId = tests.use(challenge)
                .map(TestSignIns.Announced::clientId)
                .orElseThrow(() -> new OidcError(INVALID_GRANT, "the test is over"));
        AuthorizationCodes.Grant authorizationCode =
                codes.redeem(code, clientId, Optional.of(callback), Optional.of(verifier));
        requireAdmitted(authorizationCode);
        String accessToken = accessTokens.issue(authorizationCode);
        accessTokens.revoke(accessToken);
        return idTokens.issue(authorizationCode, accessToken).claims();
    }

    private record Tokens(IssuedIdToken idToken, String accessToken, String scope) {
        Map<String, Object> response() {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("access_token", accessToken);
            response.put("token_type", "Bearer");
            response.put("expires_in", AccessTokens.LIFETIME.toSeconds());
            response.put("scope", scope);
            response.put("id_token", idToken.text());
            return response;
        }
    }

    private Tokens redeem(String code, Application application, Optional<String> redirectUri, Optional<String> verifier)
            throws OidcError {
        AuthorizationCodes.Grant authorizationCode = codes.redeem(code, application.clientId(), redirectUri, verifier);
        requireAdmitted(authorizationCode);
        String accessToken = accessTokens.issue(authorizationCode);
        codes.gave(code, authorizationCode.clientId(), accessToken);
        return new Tokens(idTokens.issue(authorizationCode, accessToken), accessToken, authorizationCode.scope());
    }

    /** A person may have been blocked since the code was issued. */
    private void requireAdmitted(AuthorizationCodes.Grant authorizationCode) throws OidcError {
        Verdict verdict = directory.recheck(
                authorizationCode.user().subject(),
                authorizationCode.clientId(),
                Instant.ofEpochSecond(authorizationCode.authTime()));
        if (verdict instanceof Verdict.Unavailable) {
            throw new StoreUnavailableException("The directory's database does not answer.");
        }
        if (!(verdict instanceof Verdict.Admitted)) {
            throw new OidcError(INVALID_GRANT, "the person may not sign in any more");
        }
    }

    private boolean isAdmitted(AccessTokens.Grant grant) {
        Instant issued = Instant.ofEpochSecond(grant.issuedAt());
        return directory.recheck(grant.user().subject(), grant.clientId(), issued) instanceof Verdict.Admitted;
    }

    /** Returns the userinfo response for an access token; empty if the token is not valid. */
    public Optional<Map<String, Object>> userInfo(String accessToken) {
        return accessTokens.find(accessToken).filter(this::isAdmitted).map(grant -> {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("sub", grant.user().subject());
            if (grant.profile()) {
                response.putAll(claims.profile(grant.clientId(), grant.user()));
            }
            return response;
        });
    }
}
