package dev.saoma.page.oidc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appends parameters to a URL: to its query, keeping what is there, or as its fragment. */
public final class UrlWithParameters {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder url;
    private char separator;

    /** Appends to the query of {@code base}, which has no fragment. */
    public UrlWithParameters(String base) {
        this(base, base.indexOf('?') < 0 ? '?' : '&');
    }

    private UrlWithParameters(String base, char separator) {
        this.url = new StringBuilder(base);
        this.separator = separator;
    }

    /** Appends parameters as the fragment of {@code base}, which has none yet. */
    static UrlWithParameters inFragment(String base) {
        return new UrlWithParameters(base, '#');
    }

    /** Appends the parameter, unless its value is null. */
    public UrlWithParameters with(String name, @Nullable String value) {
        if (value != null) {
            url.append(separator).append(name).append('=').append(encode(value));
            separator = '&';
        }
        return this;
    }

    /** Adds the parameter if {@code value} is present. */
    public UrlWithParameters with(String name, Optional<String> value) {
        return with(name, value.orElse(null));
    }

    /** Returns a copy. */
    public UrlWithParameters copy() {
        return new UrlWithParameters(url.toString(), separator);
    }

    /** Returns the URL. */
    public URI toUri() {
        return URI.create(url.toString());
    }

    /** Returns the URL as text. */
    @Override
    public String toString() {
        return url.toString();
    }

    /** Percent-encodes everything but RFC 3986's unreserved characters. */
    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b >= '0' && b <= '9'
                    || b == '-'
                    || b == '.'
                    || b == '_'
                    || b == '~';
            if (unreserved) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            }
        }
        return encoded.toString();
    }
}
