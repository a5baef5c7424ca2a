package dev.saoma.page.compat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an Authing endpoint.
 *
 * @param origin of the page whose script calls, as sent by its browser; null for programs outside a browser
 * @param appId of {@code x-authing-app-id}, if it was sent
 * @param token of the {@code Authorization} header, if there is one
 * @param sessionToken of the page session, if the browser sent its cookie: only from a site that shares ours
 */
public record AuthingCaller(
        @Nullable String origin, Optional<String> appId, Optional<String> token, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "AuthingCaller[" + origin + "]";
    }
}
