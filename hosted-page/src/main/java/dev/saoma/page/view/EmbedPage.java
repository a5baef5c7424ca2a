package dev.saoma.page.view;

import java.net.URI;
import java.util.Objects;

/**
 * The QR code in a frame of another site's page.
 *
 * @param applicationName as registered
 * @param state WeChat's for this sign-in
 * @param frameUrl WeChat's page, which ends on our embedded callback
 * @param finishUrl where what it hands over is posted
 * @param ticket what binds the sign-in to this page
 * @param qrMillis how long the code is shown, in milliseconds
 * @param origin of the page around, as registered: the only one that gets the result
 * @param siteState the site's own name for this sign-in
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
