package dev.saoma.filter.internal.bearer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token in the {@code Authorization} header, the only place where one is looked for: never in the query, which
 * ends up in logs and histories, and never in a body.
 *
 * @see "RFC 6750, 2.1; RFC 9700, 4.3.2"
 */
public final class BearerHeader {
    private static final String SCHEME = "Bearer ";

    private final @Nullable String token;

    private BearerHeader(@Nullable String token) {
        this.token = token;
    }

    /** Returns the header of a request; null if it carries no bearer token. Other schemes are left to the application. */
    public static @Nullable BearerHeader of(HttpServletRequest request) {
        String first = request.getHeader("Authorization");
        if (first == null) {
            return null;
        }
        Enumeration<String> all = request.getHeaders("Authorization");
        int count = 0;
        boolean bearer = isBearer(first);
        while (all != null && all.hasMoreElements()) {
            bearer |= isBearer(all.nextElement());
            count++;
        }
        if (!bearer) {
            return null;
        }
        return new BearerHeader(
                count > 1 ? null : first.substring(SCHEME.length() - 1).trim());
    }

    private static boolean isBearer(String header) {
        int scheme = SCHEME.length() - 1;
        return header.regionMatches(true, 0, SCHEME, 0, scheme)
                && (header.length() == scheme || header.charAt(scheme) == ' ');
    }

    /**
     * Returns the unverified token; empty if the request has several such headers, which parsers interpret differently.
     */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }
}
