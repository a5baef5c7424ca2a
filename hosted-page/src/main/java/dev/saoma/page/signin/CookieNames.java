package dev.saoma.page.signin;

import dev.saoma.page.seal.Fingerprint;
import java.net.URI;

/**
 * Names of our cookies. A tag of the issuer is in each, since one host may have several pages: cookies ignore ports, and
 * those beginning with {@code __Host-}, as on https, paths too.
 */
final class CookieNames {
    private static final int TAG_CHARS = 5;

    private CookieNames() {}

    static String of(URI issuer, String what) {
        String host = issuer.getScheme().equals("https") ? "__Host-" : "";
        return host + "saoma-" + what + "-"
                + Fingerprint.brief(issuer.toString()).substring(0, TAG_CHARS);
    }
}
