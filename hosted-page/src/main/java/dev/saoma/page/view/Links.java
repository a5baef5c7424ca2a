package dev.saoma.page.view;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may become a link: http, https and relative ones; never {@code javascript:}, {@code data:} and
 * the like.
 */
final class Links {
    private static final List<String> WEB = List.of("https://", "http://", "/", "#");

    private Links() {}

    static URI requireWeb(URI uri, String name) {
        Objects.requireNonNull(uri, name);
        if (!isWeb(uri)) {
            throw new IllegalArgumentException(
                    name + " must be an http, https or relative URL, but its scheme is \"" + uri.getScheme() + "\"");
        }
        return uri;
    }

    /** Checks an address of ours by its beginning: parsing it would cost a login page more than sealing its sign-in does. */
    static String requireWeb(String url, String name) {
        Objects.requireNonNull(url, name);
        if (WEB.stream().noneMatch(url::startsWith)) {
            throw new IllegalArgumentException(name + " must be an http, https or relative URL");
        }
        return url;
    }

    /** Returns the address as text if it may become a link, otherwise null. */
    static @Nullable String webOrNull(@Nullable URI uri) {
        return uri == null || !isWeb(uri) ? null : uri.toString();
    }

    private static boolean isWeb(URI uri) {
        String scheme = uri.getScheme();
        if (scheme == null) {
            return true;
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https");
    }
}
