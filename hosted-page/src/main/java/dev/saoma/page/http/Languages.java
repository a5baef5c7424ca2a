package dev.saoma.page.http;

import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.view.Pages;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the language of a page. A language that the user chose with a link of ours is remembered in a cookie, which
 * contains its tag and nothing about the person.
 */
public final class Languages {
    /** Parameter of {@code /authorize}, in our own links only: the language that was clicked. */
    public static final String PARAMETER = "language";

    /** Tag and own name of each language, in the order shown. */
    public static final List<Map.Entry<String, String>> ALL =
            List.of(Map.entry("zh-CN", "简体"), Map.entry("zh-TW", "繁體"), Map.entry("en", "English"));

    private static final String NAME = "saoma-language";
    private static final String HOST_NAME = "__Host-" + NAME;
    private static final Duration KEPT = Duration.ofDays(365);

    private Languages() {}

    /** Returns the language that the application requests, else the user's earlier choice, else the browser's preference. */
    public static Locale choose(Pages pages, PageRequest request, @Nullable String uiLocales) {
        SentCookies cookies = request.cookies();
        String remembered = cookies.only(HOST_NAME).or(() -> cookies.only(NAME)).orElse(null);
        return pages.choose(
                uiLocales, remembered, request.header("Accept-Language").orElse(null));
    }

    /** Returns the cookie that remembers the language of a clicked link; empty if the request does not come from one. */
    public static Optional<SetCookie> remember(Parameters parameters, boolean https) {
        return parameters
                .one(PARAMETER)
                .filter(tag ->
                        ALL.stream().anyMatch(language -> language.getKey().equals(tag)))
                .map(tag -> new SetCookie(https ? HOST_NAME : NAME, tag, KEPT));
    }
}
