package dev.saoma.page.view;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page that offers to sign in as the person who has a page session.
 *
 * @param target the application that the user signs in to
 * @param nickname nickname of the person, untrusted text; null if WeChat sent none
 * @param continueUrl where the form posts {@code state} and {@code session}; same origin
 * @param state the {@code state} of this sign-in
 * @param session identifies the session that is offered, without opening it
 * @param otherUrl the same sign-in with a QR code, for another user
 * @param languages the languages on offer, in display order; may be empty
 * @param opener the site whose script opened this window; null if the application redirected here
 */
public record ContinuePage(
        LoginPage.Target target,
        @Nullable String nickname,
        URI continueUrl,
        String state,
        String session,
        URI otherUrl,
        List<LanguageLink> languages,
        @Nullable Opener opener) {

    /** @throws IllegalArgumentException if a URL is neither http, https nor relative */
    public ContinuePage {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(session, "session");
        Links.requireWeb(continueUrl, "continueUrl");
        Links.requireWeb(otherUrl, "otherUrl");
        languages = List.copyOf(languages);
    }

    /**
     * Returns what is shown in place of the avatar, which is never loaded: the first character of the nickname, if there is
     * one.
     */
    @Nullable
    String initial() {
        String shown = nickname == null ? "" : DisplayName.of(nickname);
        return shown.isEmpty() ? null : shown.substring(0, shown.offsetByCodePoints(0, 1));
    }
}
