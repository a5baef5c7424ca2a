package dev.saoma.filter.internal.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers that an application trusts because a proxy used to set them, and that anyone can send: they are hidden from the
 * application. A name is compared by its letters and digits alone, without regard to case, as many readers of headers do.
 * Immutable.
 *
 * @see "Saoma security rules, G78; CVE-2025-64484"
 */
public final class ScrubbedHeaders {
    private final Set<String> names = new HashSet<>();

    public ScrubbedHeaders(Collection<String> names) {
        names.forEach(name -> this.names.add(bare(name)));
    }

    /** Returns the request without these headers. */
    HttpServletRequest outOf(HttpServletRequest request, HttpServletResponse response) {
        return new Scrubbed(request, response);
    }

    private boolean hides(String name) {
        return names.contains(bare(name));
    }

    private static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean upper = c >= 'A' && c <= 'Z';
            if (upper || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                bare.append(upper ? (char) (c + 32) : c);
            }
        }
        return bare.toString();
    }

    private final class Scrubbed extends AsyncRequest {
        Scrubbed(HttpServletRequest request, HttpServletResponse response) {
            super(request, response);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return hides(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> seen = new ArrayList<>();
            for (Enumeration<String> all = super.getHeaderNames(); all != null && all.hasMoreElements(); ) {
                String name = all.nextElement();
                if (!hides(name)) {
                    seen.add(name);
                }
            }
            return Collections.enumeration(seen);
        }

        @Override
        public int getIntHeader(String name) {
            return hides(name) ? -1 : super.getIntHeader(name);
        }

        @Override
        public long getDateHeader(String name) {
            return hides(name) ? -1 : super.getDateHeader(name);
        }
    }
}
