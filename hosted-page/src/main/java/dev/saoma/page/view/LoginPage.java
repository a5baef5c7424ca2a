package dev.saoma.page.view;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of the login page. Each value has the same name in the template and in the script.
 *
 * @param target the application that the user signs in to
 * @param wechat WeChat's pages for this sign-in
 * @param finishUrl where the page posts {@code code} and {@code state} from the inline frame; same origin
 * @param restartUrl starts the sign-in again with a new QR code
 * @param qrMillis how long the page shows a QR code before it requires a click, in milliseconds; positive
 * @param languages the languages on offer, in display order; may be empty
 * @param waiting how the page continues after a sign-in in another tab
 * @param opener the site whose script opened this window; null if the application redirected here
 */
public record LoginPage(
        Target target,
        WeChat wechat,
        URI finishUrl,
        String restartUrl,
        long qrMillis,
        List<LanguageLink> languages,
        Waiting waiting,
        @Nullable Opener opener) {
    /**
     * The application that a page signs in to, and where the browser returns.
     *
     * @param applicationName name of the application, as registered
     * @param applicationHost host (and port) that the browser returns to
     */
    public record Target(String applicationName, String applicationHost) {
        /** Neither may be null. */
        public Target {
            Objects.requireNonNull(applicationName, "applicationName");
            Objects.requireNonNull(applicationHost, "applicationHost");
        }
    }

    /**
     * WeChat's pages for one sign-in.
     *
     * @param state the {@code state} of the sign-in; messages from other windows must carry it
     * @param frameUrl for the inline frame
     * @param popupUrl for a window of its own
     * @param redirectUrl for this window
     */
    public record WeChat(String state, String frameUrl, String popupUrl, String redirectUrl) {
        /** @throws IllegalArgumentException if a URL is neither http, https nor relative */
        public WeChat {
            Objects.requireNonNull(state, "state");
            Links.requireWeb(frameUrl, "frameUrl");
            Links.requireWeb(popupUrl, "popupUrl");
            Links.requireWeb(redirectUrl, "redirectUrl");
        }
    }

    /**
     * How the page notices that the user has signed in in another tab, and continues.
     *
     * @param waitingUrl where the page posts the ticket; same origin
     * @param waitingTicket identifies the waiting sign-in; sealed
     * @param noticeName name of the cookie that appears when a person signs in; its value is the time
     * @param since when this sign-in began, in seconds since 1970: an older notice is ignored
     */
    public record Waiting(URI waitingUrl, String waitingTicket, String noticeName, long since) {
        /** @throws IllegalArgumentException if the URL is neither http, https nor relative */
        public Waiting {
            Links.requireWeb(waitingUrl, "waitingUrl");
            Objects.requireNonNull(waitingTicket, "waitingTicket");
            Objects.requireNonNull(noticeName, "noticeName");
        }
    }

    /** @throws IllegalArgumentException if a URL is neither http, https nor relative, or the time not positive */
    public LoginPage {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(wechat, "wechat");
        Links.requireWeb(finishUrl, "finishUrl");
        Links.requireWeb(restartUrl, "restartUrl");
        if (qrMillis <= 0) {
            throw new IllegalArgumentException("qrMillis must be positive, was " + qrMillis);
        }
        languages = List.copyOf(languages);
        Objects.requireNonNull(waiting, "waiting");
    }
}
