package dev.saoma.page.logout;

import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.oidc.IdTokenHints.Hint;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validates logout requests.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0, 2 and 3"
 */
public final class LogoutRequests {
    /** The parameters of a logout request. */
    public static final List<String> PARAMETERS =
            List.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales", "logout_hint");

    private static final int MAX_STATE_BYTES = 2048;

    private final PoolSettings settings;
    private final IdTokenHints hints;

    /** Creates the validation of logout requests from the applications in {@code settings}. */
    public LogoutRequests(PoolSettings settings, IdTokenHints hints) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.hints = hints;
    }

    /**
     * Validates a logout request.
     *
     * @throws LogoutRefusedException if it is invalid; the browser must then not be redirected
     */
    public LogoutRequest judge(Parameters request) throws LogoutRefusedException {
        for (String name : PARAMETERS) {
            if (request.isRepeated(name)) {
                throw new LogoutRefusedException(name + " must not be repeated");
            }
        }
        Hint hint = hint(request);
        Application application = application(request, hint);
        Optional<String> state = request.one("state");
        if (state.filter(text -> text.getBytes(StandardCharsets.UTF_8).length > MAX_STATE_BYTES)
                .isPresent()) {
            throw new LogoutRefusedException("state must not be longer than " + MAX_STATE_BYTES + " bytes");
        }
        return new LogoutRequest(
                application,
                hint,
                returnUri(request, application),
                state.orElse(null),
                request.one("ui_locales").orElse(null));
    }

    private @Nullable Hint hint(Parameters request) throws LogoutRefusedException {
        Optional<String> token = request.one("id_token_hint");
        if (token.isEmpty()) {
            return null;
        }
        return hints.read(token.get())
                .orElseThrow(() -> new LogoutRefusedException("id_token_hint is not an ID token of ours, unchanged"));
    }

    private @Nullable Application application(Parameters request, @Nullable Hint hint) throws LogoutRefusedException {
        Optional<String> clientId = request.one("client_id");
        if (hint != null && clientId.filter(id -> !id.equals(hint.clientId())).isPresent()) {
            throw new LogoutRefusedException("client_id differs from that in id_token_hint");
        }
        Optional<String> either = hint == null ? clientId : Optional.of(hint.clientId());
        if (either.isEmpty()) {
            return null;
        }
        return settings.application(either.get())
                .orElseThrow(() -> new LogoutRefusedException("the application is not registered here"));
    }

    /** Without an application there is no registered address to compare with: the address is ignored, which is no error. */
    private static @Nullable String returnUri(Parameters request, @Nullable Application application)
            throws LogoutRefusedException {
        Optional<String> uri = request.one("post_logout_redirect_uri");
        if (uri.isEmpty() || application == null) {
            return null;
        }
        if (!application.signOut().returnUris().contains(uri.get())) {
            throw new LogoutRefusedException("post_logout_redirect_uri must be one of the postLogoutRedirectUris"
                    + " registered for this application, character for character");
        }
        return uri.get();
    }
}
