package dev.saoma.page.view;

import java.net.URI;
import java.util.Objects;

/**
 * The QR code in a frame of another site's page.
 *
 * @param applicationName name of the application, as registered
 * @param state the {@code state} that WeChat returns for this sign-in
 * @param frameUrl WeChat's page, which ends on our embedded callback
 * @param finishUrl where the page posts what WeChat's frame hands over
 * @param ticket binds the sign-in to this page
 * @param qrMillis how long the code is shown, in milliseconds
 * @param origin origin of the page that frames this one, as registered: the only one that receives the response
 * @param siteState the {@code state} of the site for this sign-in
 */
public record EmbedPage(
        String applicationName,
        String state,
        String frameUrl,
        URI finishUrl,
        String ticket,
        long qrMillis,
        String origin,
        String siteState) {
    /** @throws IllegalArgumentException if a URL is neither http, https nor relative */
    public EmbedPage {
        Links.requireWeb(frameUrl, "frameUrl");
        Links.requireWeb(finishUrl, "finishUrl");
        Objects.requireNonNull(origin, "origin");
    }

    @Override
    public String toString() {
        return "EmbedPage[" + origin + "]";
    }
}
