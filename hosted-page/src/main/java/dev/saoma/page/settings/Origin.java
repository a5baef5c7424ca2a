package dev.saoma.page.settings;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Normalises origins and hosts as browsers do: in lower case, without the scheme's default port. */
public final class Origin {
    private static final String FIX = "Write it as the browser's address bar has it, such as https://shop.example.com.";

    private Origin() {}

    /** Returns the origin of an absolute http or https URL. */
    public static String of(URI uri) {
        boolean usual = uri.getPort() == -1
                || uri.getPort() == 443 && "https".equals(uri.getScheme())
                || uri.getPort() == 80 && "http".equals(uri.getScheme());
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }

    /** Returns the {@code Host} that a browser sends for a URL. */
    public static String host(URI uri) {
        return host(uri.getRawAuthority(), uri);
    }

    /** Normalises a {@code Host} header received by a page with that issuer. */
    public static String host(String host, URI issuer) {
        String standardPort = "https".equals(issuer.getScheme()) ? ":443" : ":80";
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(standardPort) ? lower.substring(0, lower.length() - standardPort.length()) : lower;
    }

    /**
     * Reads the origins of an application's scripts; {@code wrong} is the rule for redirect URIs, which applies to origins as
     * well.
     */
    static Set<String> read(Section section, boolean publicClient, Function<String, Optional<String>> wrong) {
        Function<String, Optional<String>> rule =
                one -> UrlRules.wrongOrigin(one).or(() -> wrong.apply(one));
        Set<String> good = new LinkedHashSet<>(UrlRules.read(section, "origins", true, rule, FIX));
        if (!good.isEmpty() && !publicClient) {
            section.mistake(
                    "origins",
                    "is for scripts in browsers, and those cannot keep the clientSecret.",
                    "Give the scripts an entry of their own, without clientSecret.");
        }
        return good;
    }
}
