package dev.saoma.page.settings;

import java.net.URI;
import java.util.Locale;

/** Host names as they are compared: in lower case, and without the port that the scheme has by itself. */
public final class HostName {
    private HostName() {}

    /** Of a URL. */
    public static String of(URI uri) {
        return of(uri.getRawAuthority(), uri);
    }

    /** What a {@code Host} header says at a page with that issuer. */
    public static String of(String host, URI issuer) {
        String standardPort = "https".equals(issuer.getScheme()) ? ":443" : ":80";
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(standardPort) ? lower.substring(0, lower.length() - standardPort.length()) : lower;
    }
}
