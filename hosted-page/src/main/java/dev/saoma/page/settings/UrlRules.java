package dev.saoma.page.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules for URLs in the settings. Each returns what is wrong; empty if nothing is. */
final class UrlRules {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    /** Splits a typed address: the scheme, if any, then host and port, then the rest. */
    private static final Pattern PARTS = Pattern.compile("(?i)(?:(https?):?/+|/*)([^/?\\s]+)(.*)");

    private UrlRules() {}

    /** Requires an absolute http or https URL in canonical form: no user, no fragment, no dot segments, lower-case host. */
    static Optional<String> wrong(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= 0x20 || c >= 0x7f) {
                return Optional.of(String.format("holds the character U+%04X at position %d.", (int) c, i + 1));
            }
        }
        if (url.indexOf('*') >= 0) {
            return Optional.of("holds a *, and wildcards do not exist here.");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL (" + e.getReason() + ").");
        }
        return wrong(uri);
    }

    private static Optional<String> wrong(URI uri) {
        if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            return Optional.of("does not begin with https://.");
        }
        if (uri.getHost() == null && String.valueOf(uri.getRawAuthority()).contains("_")) {
            return Optional.of("has an underscore (_) in its host name, which host names must not have (RFC 952, 1123):"
                    + " browsers, Java and WeChat treat such hosts differently. Give the host a name with a hyphen.");
        }
        if (uri.getHost() == null || !uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))) {
            return Optional.of("has no valid host name in lower case.");
        }
        if (uri.getHost().endsWith(".")) {
            return Optional.of("has a host name that ends with a dot.");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("holds a user name.");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("holds a fragment (#…).");
        }
        if (!uri.normalize().equals(uri) || uri.getRawPath().contains("//")) {
            return Optional.of("has a path with \".\", \"..\" or \"//\".");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            return Optional.of("has a port that does not exist.");
        }
        return Optional.empty();
    }

    /** As {@link #wrong(String)}; also forbids a query, a trailing slash, and http except on loopback. */
    static Optional<String> wrongBase(String url) {
        Optional<String> wrong = wrong(url);
        if (wrong.isPresent()) {
            return wrong;
        }
        if (url.indexOf('?') >= 0) {
            return Optional.of("holds a query (?…).");
        }
        if (url.endsWith("/")) {
            return Optional.of("ends with a slash.");
        }
        return plainHttp(url) && !loopback(url)
                ? Optional.of("is plain http, which only a loopback address may be.")
                : Optional.empty();
    }

    /** As {@link #wrongBase}; the path must also need no escaping in links, cookies and the container's mapping. */
    static Optional<String> wrongIssuer(String url) {
        Optional<String> wrong = wrongBase(url);
        return wrong.isEmpty()
                        && !PLAIN_PATH.matcher(URI.create(url).getRawPath()).matches()
                ? Optional.of("has a path with other characters than A-Z a-z 0-9 . _ ~ -.")
                : wrong;
    }

    /** As {@link #wrong(String)}; also requires scheme, host and port only, as browsers write an origin. */
    static Optional<String> wrongOrigin(String url) {
        Optional<String> wrong = wrong(url);
        return wrong.isEmpty() && !Origin.of(URI.create(url)).equals(url)
                ? Optional.of(
                        "is not an origin as browsers write it: scheme, host, and port unless it is the usual one.")
                : wrong;
    }

    /**
     * Returns the address that was probably meant, if it obeys the rule: with a scheme, plain punctuation, a host in lower
     * case without a dot at its end, and without a fragment.
     *
     * @param origin whether an origin, without a path, is expected
     * @param wrong the rule
     */
    static Optional<String> meant(String url, boolean origin, Function<String, Optional<String>> wrong) {
        String plain = Normalizer.normalize(url.strip(), Normalizer.Form.NFKC)
                .replace('。', '.')
                .replaceFirst("#.*$", "");
        Matcher parts = PARTS.matcher(plain);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String authority = parts.group(2).toLowerCase(Locale.ROOT).replaceFirst("\\.(?=:[0-9]*$|$)", "");
        if (parts.group(1) == null && !authority.matches("localhost(:.*)?|.*\\..*")) {
            return Optional.empty(); // One word, such as null, is not the host of a site.
        }
        String path = origin ? "" : parts.group(3);
        return Stream.of(parts.group(1), "https")
                .filter(Objects::nonNull)
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .map(scheme -> scheme + "://" + (origin ? Origin.host(authority, URI.create(scheme + ":/")) : authority)
                        + path)
                .filter(one -> !one.equals(url) && wrong.apply(one).isEmpty())
                .findFirst();
    }

    /** Returns how to correct a wrong address: the one that was probably meant, otherwise {@code unless}. */
    static String fix(String url, boolean origin, Function<String, Optional<String>> wrong, String unless) {
        return meant(url, origin, wrong)
                .map(address -> "Did you mean \"" + address + "\"?")
                .orElse(unless);
    }

    /**
     * Reads the URLs of a list, and reports those that break the rule.
     *
     * @param origins whether they are origins, without a path
     * @param wrong the rule
     * @param fix what to write if no correction of a URL is obvious
     * @return those that obey the rule
     */
    static List<String> read(
            Section section, String key, boolean origins, Function<String, Optional<String>> wrong, String fix) {
        List<String> good = new ArrayList<>();
        List<String> urls = section.texts(key);
        for (int i = 0; i < urls.size(); i++) {
            String url = urls.get(i);
            Optional<String> why = wrong.apply(url);
            if (why.isPresent()) {
                section.mistake(key + "[" + i + "]", "\"" + url + "\" " + why.get(), fix(url, origins, wrong, fix));
            } else {
                good.add(url);
            }
        }
        return good;
    }

    static boolean plainHttp(String url) {
        return url.startsWith("http:");
    }

    static boolean loopback(String url) {
        return LOOPBACK.contains(URI.create(url).getHost());
    }
}
