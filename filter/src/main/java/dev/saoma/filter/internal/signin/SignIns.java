package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.oidc.AuthorizationRequest;
import dev.saoma.filter.internal.oidc.Client;
import dev.saoma.filter.internal.oidc.CodeExchange;
import dev.saoma.filter.internal.oidc.OidcException;
import dev.saoma.filter.internal.oidc.Provider;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Peers;
import dev.saoma.filter.internal.web.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins and finishes sign-ins, without state on the server in between. Thread-safe.
 *
 * @see "RFC 9700, 2.1 and 4.4; RFC 9207; Saoma security rules G18 to G23"
 */
public final class SignIns {
    private static final String HOME = "/";
    private static final int MAX_CODE = 2048;
    private static final String[] PROTOCOL_PARAMETERS = {"state", "code", "iss", "error"};

    private final Provider provider;
    private final Client client;
    private final CodeExchange exchange;
    private final PendingCookies cookies;
    private final States states;
    private final Redemptions redemptions;
    private final Peers peers;
    private final SecureRandom random;

    public SignIns(
            Provider provider,
            Client client,
            CodeExchange exchange,
            PendingCookies cookies,
            States states,
            Redemptions redemptions,
            Peers peers,
            SecureRandom random) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.client = Objects.requireNonNull(client, "client");
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.states = Objects.requireNonNull(states, "states");
        this.redemptions = Objects.requireNonNull(redemptions, "redemptions");
        this.peers = Objects.requireNonNull(peers, "peers");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Begins a sign-in and sets its cookie.
     *
     * @param returnTo safe path inside the application
     * @return address at the provider to send the browser to
     * @throws SignInException if the provider cannot be reached
     */
    public String begin(HttpServletRequest request, HttpServletResponse response, String returnTo)
            throws SignInException {
        PendingSignIn pending = PendingSignIn.create(random, returnTo);
        try {
            String url = AuthorizationRequest.url(
                    provider.metadata(), client, states.text(pending), pending.nonce(), pending.codeVerifier());
            cookies.save(request, response, pending);
            return url;
        } catch (OidcException e) {
            throw new SignInException(e, returnTo);
        }
    }

    /**
     * Finishes the sign-in that a callback belongs to. Whatever the outcome, the sign-in is used up and its cookie gone; only
     * if the provider was not called does it stay valid for the same callback.
     *
     * @throws SignInException if it cannot be finished
     */
    public Finished finish(HttpServletRequest request, HttpServletResponse response) throws SignInException {
        QueryParameters parameters = new QueryParameters(request.getQueryString());
        for (String name : PROTOCOL_PARAMETERS) {
            if (parameters.isRepeated(name)) {
                throw new SignInException(Page.EXPIRED, HOME, "callback: parameter " + name + " is repeated");
            }
        }
        PendingSignIn pending = pending(request, parameters);
        boolean usedUp = true;
        try {
            checkIssuer(parameters.get("iss"), pending);
            String code = code(parameters, pending);
            return redemptions.once(pending, code, peers.caller(request), () -> redeem(pending, code));
        } catch (OidcException e) {
            throw new SignInException(e, pending.returnTo());
        } catch (SignInException e) {
            usedUp = e.isUsedUp();
            throw e;
        } finally {
            if (usedUp) {
                cookies.remove(response, pending);
            }
        }
    }

    private Finished redeem(PendingSignIn pending, String code) throws OidcException {
        CodeExchange.User user = exchange.redeem(code, pending.codeVerifier(), pending.nonce());
        return new Finished(user.claims(), user.idToken(), pending.state(), pending.returnTo());
    }

    private PendingSignIn pending(HttpServletRequest request, QueryParameters parameters) throws SignInException {
        String state = parameters.get("state");
        if (state == null || state.isEmpty()) {
            throw new SignInException(Page.EXPIRED, HOME, "callback: no state");
        }
        Optional<PendingSignIn> pending = cookies.find(request, States.core(state));
        if (!pending.isPresent()) {
            boolean refused = parameters.get("error") != null;
            throw unknown(request, state, refused);
        }
        return pending.get();
    }

    // Nothing of the response is used, so it does not matter who sent it. A browser that keeps no cookies sends none of
    // ours and is back before the cookie would have expired: it must get the page, not another redirect.
    private SignInException unknown(HttpServletRequest request, String state, boolean refused) {
        Optional<String> returnTo = states.returnTo(state);
        boolean again = returnTo.isPresent()
                && !refused
                && (states.isOlder(state, PendingCookies.LIFETIME) || cookies.any(request));
        return new SignInException(
                Page.EXPIRED,
                returnTo.orElse(HOME),
                "callback: this browser has no pending sign-in with this state (used, expired, begun in another"
                        + " browser or at another address than appUrl, or cookies are blocked)",
                again);
    }

    // RFC 9207, 2.4: before anything else of the response is used.
    private void checkIssuer(@Nullable String iss, PendingSignIn pending) throws SignInException, OidcException {
        boolean required = provider.metadata().issInResponse();
        if (iss == null ? required : !iss.equals(provider.issuer())) {
            throw new SignInException(
                    Page.EXPIRED,
                    pending.returnTo(),
                    "callback: iss is " + (iss == null ? "missing" : "of another issuer") + ", expected "
                            + provider.issuer());
        }
    }

    private static String code(QueryParameters parameters, PendingSignIn pending) throws SignInException {
        String code = parameters.get("code");
        String error = parameters.get("error");
        if (error != null) {
            throw code == null ? refusal(error, pending) : malformed("code and error together", pending);
        }
        if (code == null || code.isEmpty()) {
            throw malformed("neither code nor error", pending);
        }
        if (code.length() > MAX_CODE || !code.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw malformed("code is longer than " + MAX_CODE + " or not printable ASCII", pending);
        }
        return code;
    }

    private static SignInException malformed(String what, PendingSignIn pending) {
        return new SignInException(Page.EXPIRED, pending.returnTo(), "callback: " + what);
    }

    private static SignInException refusal(String error, PendingSignIn pending) {
        switch (error) {
            case "access_denied":
                return new SignInException(Page.CANCELLED, pending.returnTo(), "the user cancelled");
            case "temporarily_unavailable":
                return new SignInException(Page.UNAVAILABLE, pending.returnTo(), "the provider is busy: " + error);
            default:
                // The error is a short word by RFC 6749, 4.1.2.1; anything else is not worth a log line.
                String word = error.matches("[a-z_]{1,40}") ? error : "unknown error";
                return new SignInException(Page.PROVIDER_FAULT, pending.returnTo(), "the provider refused: " + word);
        }
    }

    /** A verified user, and where the browser is redirected. Immutable. */
    public static final class Finished {
        private final Map<String, @Nullable Object> claims;
        private final String idToken;
        private final String state;
        private final String returnTo;

        Finished(Map<String, @Nullable Object> claims, String idToken, String state, String returnTo) {
            this.claims = claims;
            this.idToken = idToken;
            this.state = state;
            this.returnTo = returnTo;
        }

        /** Returns the claims of the verified ID token, and those added from UserInfo, in JDK types; unmodifiable. */
        public Map<String, @Nullable Object> claims() {
            return claims;
        }

        /**
         * Returns the ID token of the claims. It grants access to this application until it expires, so it must never be stored
         * in plain text.
         */
        public String idToken() {
            return idToken;
        }

        /** Returns the used {@code state}, by which a duplicate callback is recognised. */
        public String state() {
            return state;
        }

        /** Returns the path with query inside the application. */
        public String returnTo() {
            return returnTo;
        }
    }
}
