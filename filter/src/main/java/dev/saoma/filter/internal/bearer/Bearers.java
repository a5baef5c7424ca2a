package dev.saoma.filter.internal.bearer;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.oidc.BearerTokens;
import dev.saoma.filter.internal.oidc.OidcException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the user of a request's bearer token. Thread-safe.
 *
 * @param <U> user of a token
 * @see "RFC 6750"
 */
public final class Bearers<U> {
    private static final Logger LOG = FilterLog.logger();

    private final @Nullable BearerTokens<U> tokens;
    private final Predicate<U> ended;

    /**
     * @param tokens null if bearer tokens are left to the application
     * @param ended whether the provider has ended the session of a valid token
     */
    public Bearers(@Nullable BearerTokens<U> tokens, Predicate<U> ended) {
        this.tokens = tokens;
        this.ended = Objects.requireNonNull(ended, "ended");
    }

    /** Returns the bearer token of a request; null if it carries none, or if bearer tokens are off. */
    public @Nullable BearerHeader find(HttpServletRequest request) {
        return tokens == null ? null : BearerHeader.of(request);
    }

    /**
     * Returns the user of the token.
     *
     * @throws BearerException if it is not valid here
     */
    public U user(BearerHeader header) throws BearerException {
        String token = header.token()
                .orElseThrow(() -> new BearerException(
                        400, "invalid_request", "The request has more than one Authorization header"));
        U user = verified(token);
        if (ended.test(user)) {
            throw new BearerException(401, "invalid_token", "The session of the token has ended");
        }
        return user;
    }

    private U verified(String token) throws BearerException {
        try {
            return Objects.requireNonNull(tokens, "tokens").verify(token);
        } catch (OidcException e) {
            LOG.log(Level.FINE, "Bearer token: {0}", e.getMessage());
            if (e.kind() == OidcException.Kind.TOKEN_REFUSED) {
                throw new BearerException(401, "invalid_token", describe(String.valueOf(e.getMessage())), e);
            }
            throw new BearerException(503, "temporarily_unavailable", "The token cannot be checked now", e);
        }
    }

    // Describes what the caller can correct, without quoting the request.
    private static String describe(String message) {
        if (message.contains("refused: exp: expired")) {
            return "The token has expired";
        }
        if (message.contains("refused: aud:") || message.contains("refused: azp:")) {
            return "The token is for another audience";
        }
        if (message.contains("refused: iss:")) {
            return "The token is from another issuer";
        }
        if (message.contains("refused: signature:") || message.contains("refused: kid:")) {
            return "The signature is not by a key of the issuer";
        }
        return "The token is not an ID token that can be accepted";
    }
}
