package dev.saoma.page.view;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * The end of a sign-in in a window that a site's script opened.
 *
 * @param origin origin of that site, as registered: the only one that receives the response
 * @param response the parameters of the response
 * @param location where the window is redirected if it was cut off from its opener: the redirect URI with the response
 */
public record MessagePage(String origin, Map<String, String> response, URI location) {
    /** @throws IllegalArgumentException if {@code location} is neither http, https nor relative */
    public MessagePage {
        Objects.requireNonNull(origin, "origin");
        response = Map.copyOf(response);
        Links.requireWeb(location, "location");
    }

    @Override
    public String toString() {
        return "MessagePage[" + origin + "]";
    }
}
