package dev.saoma.page.oidc;

import static dev.saoma.page.oidc.OidcError.Code.INVALID_REQUEST;

import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.Reason;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Validates authorization requests.
 *
 * @see "OpenID Connect Core 1.0, 3.1.2.2; RFC 6749, 4.1.2.1; RFC 9700, 2.1"
 */
public final class AuthorizeRequests {
    private static final Set<String> SCOPES = Set.of("openid", "profile");

    /** A longer state does not fit into the URL that returns it, so it is left out of the error response. */
    private static final int MAX_RETURNED_BYTES = 2 * AuthorizeChecks.MAX_VALUE_BYTES;

    private final PoolSettings settings;
    private final AuthorizeResponses responses;
    private final IdTokenHints hints;
    private final TestSignIns tests;

    /** Creates the validation of requests from the applications in {@code settings}. */
    public AuthorizeRequests(
            PoolSettings settings, AuthorizeResponses responses, IdTokenHints hints, TestSignIns tests) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.responses = Objects.requireNonNull(responses, "responses");
        this.hints = hints;
        this.tests = Objects.requireNonNull(tests, "tests");
    }

    /** Validates the request; never throws, whatever it contains. */
    public AuthorizeVerdict judge(Parameters request) {
        Optional<Application> known = request.one("client_id").flatMap(settings::application);
        if (known.isEmpty()) {
            return new Refused(
                    Reason.UNKNOWN_APPLICATION,
                    null,
                    request.has("client_id")
                            ? "client_id is none of the applications registered here."
                            : "client_id is missing.");
        }
        Application application = known.get();
        Optional<String> redirectUri = request.one("redirect_uri")
                .filter(uri -> application.redirectUris().contains(uri) // G1: exact, as strings
                        || tests.expects(application.clientId(), request));
        if (redirectUri.isEmpty()) {
            return new Refused(
                    Reason.REDIRECT_URI_MISMATCH,
                    application,
                    "redirect_uri must be one of those registered for this application, character for character.");
        }
        return check(request, application, redirectUri.get());
    }

    private AuthorizeVerdict check(Parameters request, Application application, String redirectUri) {
        Optional<String> state = request.one("state").filter(text -> AuthorizeChecks.bytes(text) <= MAX_RETURNED_BYTES);
        AuthenticationParameters authentication;
        try {
            for (AuthorizeChecks.Rule rule : AuthorizeChecks.ALL) {
                rule.check(request, application);
            }
            authentication = authentication(request, application);
        } catch (OidcError error) {
            return new SentBack(
                    responses.error(redirectUri, responseMode(request, application), state.orElse(null), error),
                    error,
                    application);
        }
        return new Accepted(
                new AuthorizeRequest(
                        application.clientId(),
                        redirectUri,
                        scopes(request),
                        state.orElse(null),
                        request.one("nonce").orElse(null),
                        request.one("code_challenge").orElse(null),
                        request.one("ui_locales").orElse(null),
                        authentication),
                application);
    }

    private AuthenticationParameters authentication(Parameters request, Application application) throws OidcError {
        Optional<String> hint = request.one("id_token_hint");
        Optional<String> subject = hint.flatMap(hints::read)
                .filter(read -> read.clientId().equals(application.clientId()))
                .map(IdTokenHints.Hint::subject);
        if (hint.isPresent() && subject.isEmpty()) {
            throw new OidcError(INVALID_REQUEST, "id_token_hint is not an ID token that this application got here");
        }
        return new AuthenticationParameters(
                request.one("prompt").map(text -> Set.of(text.split(" "))).orElse(Set.of()),
                request.one("max_age").map(Long::valueOf).orElse(null),
                hint.orElse(null),
                subject.orElse(null),
                responseMode(request, application));
    }

    /** Returns the requested response mode if it is allowed, and otherwise {@code query}; error responses use it as well. */
    private static ResponseMode responseMode(Parameters request, Application application) {
        return request.one("response_mode")
                .flatMap(ResponseMode::of)
                .filter(mode ->
                        application.permits(mode, request.one("redirect_uri").orElseThrow()))
                .orElse(ResponseMode.QUERY);
    }

    private static Set<String> scopes(Parameters request) {
        return Arrays.stream(request.one("scope").orElseThrow().split(" "))
                .filter(SCOPES::contains) // Core 3.1.2.1: unknown scopes are ignored.
                .collect(Collectors.toUnmodifiableSet());
    }
}
