package dev.saoma.page.compat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an Authing endpoint.
 *
 * @param origin origin of the page whose script calls, as sent by its browser; null for programs outside a browser
 * @param appId {@code x-authing-app-id}, if it was sent
 * @param token the token in the {@code Authorization} header, if there is one
 * @param sessionToken token of the page session, if the browser sent its cookie, which it does only from the same site
 */
public record AuthingCaller(
        @Nullable String origin, Optional<String> appId, Optional<String> token, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "AuthingCaller[" + origin + "]";
    }
}
