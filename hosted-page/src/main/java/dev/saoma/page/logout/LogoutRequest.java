package dev.saoma.page.logout;

import dev.saoma.page.oidc.IdTokenHints.Hint;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.Application;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to sign out that passed every check.
 *
 * @param application the requesting application, if known
 * @param hint the ID token that it presented
 * @param returnUri one of its registered addresses, as registered; null if the browser stays at this page
 * @param state returned to that address
 * @param uiLocales {@code ui_locales}: preferred languages
 */
public record LogoutRequest(
        @Nullable Application application,
        @Nullable Hint hint,
        @Nullable String returnUri,
        @Nullable String state,
        @Nullable String uiLocales) {

    /** Returns where the browser is redirected; empty if it is not redirected. */
    public Optional<URI> returnTo() {
        return Optional.ofNullable(returnUri)
                .map(uri -> new UrlWithParameters(uri).with("state", state).toUri());
    }

    /**
     * Whether the application has proven that it means the user signed in here. If not, the user has to confirm the
     * sign-out with a click, since any site can send a browser here.
     */
    public boolean means(PageSession session) {
        return hint != null
                && (session.sid().equals(hint.sid()) || session.user().subject().equals(hint.subject()));
    }

    /**
     * Whether the browser is redirected even if another user, or none, is signed in here: the application presented an ID
     * token of ours and a registered address. The session of another person stays as it is.
     */
    public boolean redirectsAnybody() {
        return hint != null && returnUri != null;
    }

    @Override
    public String toString() {
        return "LogoutRequest[" + (application == null ? "" : application.clientId()) + "]";
    }
}
