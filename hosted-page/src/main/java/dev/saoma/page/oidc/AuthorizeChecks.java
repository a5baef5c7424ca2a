package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_REQUEST;
import static dev.saoma.page.oidc.OidcError.Code.INVALID_SCOPE;
import static dev.saoma.page.oidc.OidcError.Code.REGISTRATION_NOT_SUPPORTED;
import static dev.saoma.page.oidc.OidcError.Code.REQUEST_NOT_SUPPORTED;
import static dev.saoma.page.oidc.OidcError.Code.REQUEST_URI_NOT_SUPPORTED;
import static dev.saoma.page.oidc.OidcError.Code.UNSUPPORTED_RESPONSE_TYPE;

import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.ResponseMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of OpenID Connect Core 1.0, 3.1.2.2, in its order, and of the specifications that it builds on.
 * {@code client_id} and {@code redirect_uri} are checked earlier, by {@link AuthorizeRequests}: errors in them are never
 * returned to the application.
 */
final class AuthorizeChecks {
    /**
     * Limit of each value, in UTF-8. Other providers in a chain, and frameworks that keep data in {@code state}, send about
     * as much.
     */
    static final int MAX_VALUE_BYTES = 2048;

    /** The parameters of the specifications: none may be repeated. */
    static final List<String> PROTOCOL_PARAMETERS = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "prompt",
            "max_age",
            "display",
            "ui_locales",
            "claims_locales",
            "id_token_hint",
            "login_hint",
            "acr_values",
            "claims",
            "request",
            "request_uri",
            "registration");

    private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

    /** The checks in this order; the first that fails determines the response. */
    static final List<Rule> ALL = List.of(
            // Rule 1: all OAuth 2.0 parameters are valid.
            AuthorizeChecks::nothingTwice,
            AuthorizeChecks::reasonableSizes,
            AuthorizeChecks::responseTypeCode,
            AuthorizeChecks::responseMode,
            // Rule 2: scope contains openid.
            AuthorizeChecks::scopeOpenid,
            // Rule 3: required parameters are present - by now client_id, redirect_uri, response_type and scope are.
            // Rule 4: the sub of id_token_hint - enforced by AuthorizeRequests and, after the sign-in, by signin.
            // Section 6: request objects are optional, and fetching a request_uri would invite SSRF.
            AuthorizeChecks::noRequestObject,
            // RFC 7636, and RFC 9700 2.1.1: PKCE, and only S256; a confidential client may be exempt.
            AuthorizeChecks::pkceS256,
            // 3.1.2.1: max_age is a number.
            AuthorizeChecks::maxAge,
            // 3.1.2.1: the values of prompt are known, and "none" stands alone.
            AuthorizeChecks::prompt);

    private AuthorizeChecks() {}

    /** One rule for an authorization request whose application and redirect URI are verified. */
    @FunctionalInterface
    interface Rule {
        /** @throws OidcError if the request breaks the rule; returned to the application */
        void check(Parameters request, Application application) throws OidcError;
    }

    private static void nothingTwice(Parameters request, Application application) throws OidcError {
        for (String name : PROTOCOL_PARAMETERS) {
            if (request.isRepeated(name)) {
                throw new OidcError(INVALID_REQUEST, name + " must not be repeated");
            }
        }
    }

    private static void reasonableSizes(Parameters request, Application application) throws OidcError {
        for (String name : PROTOCOL_PARAMETERS) {
            if (request.one(name)
                    .filter(value -> bytes(value) > MAX_VALUE_BYTES)
                    .isPresent()) {
                throw new OidcError(INVALID_REQUEST, name + " must not be longer than " + MAX_VALUE_BYTES + " bytes");
            }
        }
    }

    static int bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void responseTypeCode(Parameters request, Application application) throws OidcError {
        String type = request.one("response_type")
                .orElseThrow(() -> new OidcError(INVALID_REQUEST, "response_type is missing, expected code"));
        if (!type.equals("code")) {
            throw new OidcError(UNSUPPORTED_RESPONSE_TYPE, "response_type must be code");
        }
    }

    private static void responseMode(Parameters request, Application application) throws OidcError {
        Optional<String> wanted = request.one("response_mode");
        if (wanted.isEmpty()) {
            return;
        }
        String redirectUri = request.one("redirect_uri").orElseThrow(); // Present: it has been verified.
        if (wanted.flatMap(ResponseMode::of)
                .filter(mode -> application.permits(mode, redirectUri))
                .isEmpty()) {
            String names = application.rules().responseModes().stream()
                    .map(ResponseMode::wireName)
                    .sorted()
                    .collect(Collectors.joining(" or "));
            throw new OidcError(
                    INVALID_REQUEST,
                    "response_mode must be " + names + " for this application, and web_message needs a redirect_uri at"
                            + " one of its origins");
        }
    }

    private static void scopeOpenid(Parameters request, Application application) throws OidcError {
        String scope = request.one("scope").orElse("");
        if (!Arrays.asList(scope.split(" ")).contains("openid")) {
            throw new OidcError(INVALID_SCOPE, "scope must contain openid");
        }
    }

    private static void noRequestObject(Parameters request, Application application) throws OidcError {
        if (request.has("request")) {
            throw new OidcError(REQUEST_NOT_SUPPORTED, "request objects are not supported");
        }
        if (request.has("request_uri")) {
            throw new OidcError(REQUEST_URI_NOT_SUPPORTED, "request_uri is not supported");
        }
        if (request.has("registration")) {
            throw new OidcError(REGISTRATION_NOT_SUPPORTED, "registration is not supported");
        }
    }

    private static void pkceS256(Parameters request, Application application) throws OidcError {
        if (!application.rules().requirePkce() && !request.has("code_challenge")) {
            return;
        }
        String challenge = request.one("code_challenge")
                .orElseThrow(() -> new OidcError(
                        INVALID_REQUEST,
                        "code_challenge is missing, PKCE with code_challenge_method S256 is required"));
        if (!request.one("code_challenge_method").orElse("plain").equals("S256")) {
            throw new OidcError(INVALID_REQUEST, "code_challenge_method must be S256");
        }
        if (!S256_CHALLENGE.matcher(challenge).matches()) {
            throw new OidcError(INVALID_REQUEST, "code_challenge must be 43 characters of base64url");
        }
    }

    private static void maxAge(Parameters request, Application application) throws OidcError {
        if (!SECONDS.matcher(request.one("max_age").orElse("0")).matches()) {
            throw new OidcError(INVALID_REQUEST, "max_age must be a number of seconds");
        }
    }

    private static void prompt(Parameters request, Application application) throws OidcError {
        List<String> prompts =
                request.one("prompt").map(value -> List.of(value.split(" "))).orElse(List.of());
        if (!PROMPTS.containsAll(prompts)
                || prompts.size() != Set.copyOf(prompts).size()) {
            throw new OidcError(INVALID_REQUEST, "prompt must be none, login, consent or select_account");
        }
        if (prompts.contains("none") && prompts.size() > 1) {
            throw new OidcError(INVALID_REQUEST, "prompt none must stand alone");
        }
    }
}
