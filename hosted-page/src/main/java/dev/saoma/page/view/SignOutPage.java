package dev.saoma.page.view;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page that asks whether to sign out, or confirms it.
 *
 * @param applicationName name of the requesting application, as registered; null if unknown
 * @param applicationUri a page of the application; null if there is none. Shown only if it is http or https
 * @param question the question; null if the user is already signed out
 */
public record SignOutPage(
        @Nullable String applicationName,
        @Nullable URI applicationUri,
        @Nullable Question question) {

    /**
     * The question.
     *
     * @param nickname nickname of the person who is signed in, untrusted text; null if WeChat sent none
     * @param confirmUrl where the form posts {@code fields}; same origin
     * @param fields the names and values of its fields
     */
    public record Question(@Nullable String nickname, URI confirmUrl, Map<String, String> fields) {

        /** @throws IllegalArgumentException if {@code confirmUrl} is neither http, https nor relative */
        public Question {
            Links.requireWeb(confirmUrl, "confirmUrl");
            fields = Map.copyOf(fields);
        }
    }
}
