package dev.saoma.page.signin;

import dev.saoma.page.seal.Fingerprint;
import java.net.URI;

/**
 * Names our cookies. Each name contains a tag of the issuer, since one host may serve several pages: cookies ignore ports,
 * and {@code __Host-} cookies, which we use on https, ignore paths, too.
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
