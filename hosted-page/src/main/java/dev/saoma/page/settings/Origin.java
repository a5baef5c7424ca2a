package dev.saoma.page.settings;

import java.net.URI;

/** Origins as browsers write them: scheme, host in lower case, and the port where it is not the usual one. */
public final class Origin {
    private Origin() {}

    /** The origin of an absolute http or https URL. */
    public static String of(URI uri) {
        boolean usual = uri.getPort() == -1
                || uri.getPort() == 443 && "https".equals(uri.getScheme())
                || uri.getPort() == 80 && "http".equals(uri.getScheme());
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }
}
