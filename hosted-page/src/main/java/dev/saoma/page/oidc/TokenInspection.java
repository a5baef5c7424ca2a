package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_CLIENT;
import static dev.saoma.page.oidc.OidcError.Code.INVALID_REQUEST;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Introspects the access and ID tokens of the calling application, and revokes its access tokens. Thread-safe.
 *
 * @see "RFC 7662 (introspection); RFC 7009 (revocation)"
 */
public final class TokenInspection {
    private static final List<String> PROTOCOL_PARAMETERS =
            List.of("token", "token_type_hint", "client_id", "client_secret", "client_assertion");
    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final ClientAuthentication clients;
    private final AccessTokens accessTokens;
    private final Directory directory;
    private final Optional<IdTokenHints> idTokens;
    private final Clock clock;
    private final String issuer;

    /** Creates the inspection for the applications in {@code settings}. */
    public TokenInspection(
            PoolSettings settings,
            AccessTokens accessTokens,
            Directory directory,
            IdTokenHints hints,
            RandomText random,
            Clock clock) {
        this.clients = new ClientAuthentication(settings, random, directory, clock);
        this.accessTokens = accessTokens;
        this.directory = directory;
        // Without a directory nothing ends an ID token before it expires, so there is nothing to check.
        this.idTokens = settings.directory().map(any -> hints);
        this.clock = clock;
        this.issuer = settings.issuer().toString();
    }

    /**
     * Returns the introspection response. A token of another application is reported as inactive, like an unknown one.
     *
     * @param authorization every {@code Authorization} header
     * @throws OidcError if the request is invalid, or not from a confidential client
     */
    public Map<String, Object> introspect(Parameters form, List<String> authorization) throws OidcError {
        Application application = authenticated(form, authorization);
        if (application.secret().isEmpty()) {
            throw new OidcError(INVALID_CLIENT, "only a client with a secret may ask this");
        }
        Optional<Map<String, Object>> access =
                own(form, application).filter(this::isAdmitted).map(this::active);
        return access.isPresent()
                ? access.get()
                : idToken(token(form), application).orElse(INACTIVE);
    }

    /** Introspects an ID token of the calling application, whose back end received it from a script in the browser. */
    private Optional<Map<String, Object>> idToken(String token, Application application) {
        return idTokens.flatMap(hints -> hints.claims(token))
                .filter(claims -> application.clientId().equals(claims.get("aud")))
                .filter(claims -> (long) claims.get("exp") > clock.instant().getEpochSecond())
                .filter(claims -> !(claims.get("sid") instanceof String sid && accessTokens.hasSignedOut(sid)))
                .filter(claims ->
                        isAdmitted(String.valueOf(claims.get("sub")), application.clientId(), (long) claims.get("iat")))
                .map(claims -> {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("active", true);
                    answer.putAll(claims);
                    answer.put("client_id", application.clientId());
                    return answer;
                });
    }

    private boolean isAdmitted(AccessTokens.Grant grant) {
        return isAdmitted(grant.user().subject(), grant.clientId(), grant.issuedAt());
    }

    private boolean isAdmitted(String subject, String clientId, long issuedAt) {
        return directory.recheck(subject, clientId, Instant.ofEpochSecond(issuedAt)) instanceof Verdict.Admitted;
    }

    private Map<String, Object> active(AccessTokens.Grant grant) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("iss", issuer);
        answer.put("client_id", grant.clientId());
        answer.put("aud", grant.clientId());
        answer.put("sub", grant.user().subject());
        answer.put("scope", grant.scope());
        answer.put("token_type", "Bearer");
        answer.put("iat", grant.issuedAt());
        answer.put("exp", grant.issuedAt() + AccessTokens.LIFETIME.toSeconds());
        return answer;
    }

    /** Returns the introspection response for that access token, whichever client it belongs to: callers have to check that. */
    public Optional<Map<String, Object>> look(String accessToken) {
        return accessTokens.find(accessToken).filter(this::isAdmitted).map(this::active);
    }

    /**
     * Revokes a token. An unknown one is no error: it is invalid already.
     *
     * @param authorization every {@code Authorization} header
     * @throws OidcError if the request is invalid, or the token belongs to another application
     */
    public void revoke(Parameters form, List<String> authorization) throws OidcError {
        Application application = authenticated(form, authorization);
        String token = token(form);
        Optional<AccessTokens.Grant> grant = accessTokens.find(token);
        if (grant.filter(g -> !g.clientId().equals(application.clientId())).isPresent()) {
            throw new OidcError(INVALID_REQUEST, "the token is of another client");
        }
        accessTokens.revoke(token);
    }

    private Optional<AccessTokens.Grant> own(Parameters form, Application application) throws OidcError {
        return accessTokens.find(token(form)).filter(grant -> grant.clientId().equals(application.clientId()));
    }

    private static String token(Parameters form) throws OidcError {
        return form.one("token").orElseThrow(() -> new OidcError(INVALID_REQUEST, "token is missing"));
    }

    private Application authenticated(Parameters form, List<String> authorization) throws OidcError {
        for (String name : PROTOCOL_PARAMETERS) {
            if (form.isRepeated(name)) {
                throw new OidcError(INVALID_REQUEST, name + " must not be repeated");
            }
        }
        return clients.authenticate(form, authorization);
    }
}
