package dev.saoma.page.settings;

import java.net.URI;
import java.util.Locale;

/** Origins as browsers write them, and host names as they are compared: in lower case, without the scheme's usual port. */
public final class Origin {
    private Origin() {}

    /** The origin of an absolute http or https URL. */
    public static String of(URI uri) {
        boolean usual = uri.getPort() == -1
                || uri.getPort() == 443 && "https".equals(uri.getScheme())
                || uri.getPort() == 80 && "http".equals(uri.getScheme());
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }

    /** The {@code Host} that a browser sends for a URL. */
    public static String host(URI uri) {
        return host(uri.getRawAuthority(), uri);
    }

    /** What a {@code Host} header says at a page with that issuer. */
    public static String host(String host, URI issuer) {
        String standardPort = "https".equals(issuer.getScheme()) ? ":443" : ":80";
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(standardPort) ? lower.substring(0, lower.length() - standardPort.length()) : lower;
    }
}
