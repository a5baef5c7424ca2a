package dev.saoma.page.view;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the login page shows and where its three ways lead.
 *
 * @param applicationName name of the application one is signing in to, as registered
 * @param applicationHost host (and port) that the browser returns to
 * @param state the {@code state} of this sign-in; messages from other windows must carry it
 * @param frameUrl WeChat's page for the inline frame
 * @param popupUrl WeChat's page for a window of its own
 * @param redirectUrl WeChat's page for this window
 * @param finishUrl where the page posts {@code code} and {@code state} of the inline way; same origin
 * @param restartUrl starts the sign-in anew with a fresh QR code
 * @param qrLifetime how long the page shows a QR code before it asks for a click; positive
 * @param languages the languages on offer, in display order; may be empty
 * @param waiting how the page goes on when another tab has signed in
 * @param opener the site whose script opened this window; null where the application redirected here
 */
public record LoginPage(
        String applicationName,
        String applicationHost,
        String state,
        URI frameUrl,
        URI popupUrl,
        URI redirectUrl,
        URI finishUrl,
        URI restartUrl,
        Duration qrLifetime,
        List<LanguageLink> languages,
        Waiting waiting,
        @Nullable Opener opener) {

    /**
     * How the page notices that another tab has signed in, and goes on.
     *
     * @param url where the page posts {@code ticket}; same origin
     * @param ticket says which sign-in waits; sealed
     * @param noticeName name of the cookie that appears when somebody signs in; its value is the time
     * @param since when this sign-in began, in seconds since 1970: an older notice is of no concern
     */
    public record Waiting(URI url, String ticket, String noticeName, long since) {
        /** @throws IllegalArgumentException if the URL is neither http, https nor relative */
        public Waiting {
            Links.requireWeb(url, "url");
            Objects.requireNonNull(ticket, "ticket");
            Objects.requireNonNull(noticeName, "noticeName");
        }
    }

    /** @throws IllegalArgumentException if a URL is neither http, https nor relative, or the lifetime not positive */
    public LoginPage {
        Objects.requireNonNull(applicationName, "applicationName");
        Objects.requireNonNull(applicationHost, "applicationHost");
        Objects.requireNonNull(state, "state");
        Links.requireWeb(frameUrl, "frameUrl");
        Links.requireWeb(popupUrl, "popupUrl");
        Links.requireWeb(redirectUrl, "redirectUrl");
        Links.requireWeb(finishUrl, "finishUrl");
        Links.requireWeb(restartUrl, "restartUrl");
        if (qrLifetime.isNegative() || qrLifetime.isZero()) {
            throw new IllegalArgumentException("qrLifetime must be positive, was " + qrLifetime);
        }
        languages = List.copyOf(languages);
        Objects.requireNonNull(waiting, "waiting");
    }
}
