package dev.saoma.page.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies that a browser sent, parsed without any rule that another application's cookie could break. Other
 * applications on the host, and on every host that shares a domain with it, send cookies in the same header: malformed
 * ones, quoted ones, in any character set, and some with our names. What is not a pair of name and value is skipped, and
 * all values of a name are kept, since only decryption shows which is ours. Immutable.
 *
 * @see "RFC 6265, 5.4 and 4.2.2: servers should not rely on the order"
 */
public final class SentCookies {
    private final Map<String, Set<String>> values;

    private SentCookies(Map<String, Set<String>> values) {
        this.values = values;
    }

    /** Returns the cookies in the request's {@code Cookie} headers. */
    public static SentCookies of(List<String> headers) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String header : headers) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.computeIfAbsent(pair.substring(0, equals).strip(), name -> new LinkedHashSet<>())
                            .add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return new SentCookies(values);
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Returns the distinct values of that name, in the order of the header. */
    public List<String> values(String name) {
        return List.copyOf(values.getOrDefault(name, Set.of()));
    }

    /** Returns the value of that name, if there is exactly one. */
    public Optional<String> only(String name) {
        List<String> all = values(name);
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Returns the names with that prefix. */
    public List<String> names(String prefix) {
        return values.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
