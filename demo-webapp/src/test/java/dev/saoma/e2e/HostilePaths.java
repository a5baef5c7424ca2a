package dev.saoma.e2e;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Return paths as attackers write them. The well-known collections of open redirects consist of a few building blocks: a
 * beginning, a spelling of a host, an end; each also decoded, and inside the application's own path. These are all their
 * combinations, and random ones.
 */
final class HostilePaths {
    private static final String[] BEGINNINGS = {
        "//",
        "///",
        "////",
        "/////",
        "\\\\",
        "\\/",
        "/\\",
        "\\/\\/",
        "/\\/",
        "//\\",
        "/\\\\",
        "\\\\\\\\",
        "https:",
        "https:/",
        "https://",
        "https:///",
        "https:\\\\",
        "http:/\\",
        "https:/\\/",
        "HTTPS://",
        "h\ttps://",
        "//https://",
        "/https://",
        "javascript://",
        "data:text/html,",
        "//;@",
        "//%5c",
        "/%5c",
        "/%5C/",
        "/%2f",
        "/%2F/",
        "/%2f%2f",
        "%2f%2f",
        "/.",
        "/..",
        "/./",
        "/../",
        "/..//",
        "/%2e/",
        "/%2e%2e/",
        "/%2e%2e//",
        "/%09/",
        "/%0a/",
        "/%0d/",
        "/%00/",
        "/\t/",
        "/\n/",
        "/\r/",
        "\t//",
        "\n//",
        " //",
        "\u3000//",
        "/ /",
        "//\u3002",
        "//\u00ad",
        "/;/",
        "/;@",
        "//\u2044",
        "/\u2215/",
        "/%E2%81%84/",
        "/%252f",
        "/%25%32%66",
        "/%255c",
        "//%00",
        "/\u0000/",
        "//\uff0f",
        "@",
        ":",
        ";//",
        ".",
        "///;@"
    };
    private static final String[] HOSTS = {
        "evil.example", "localhost@evil.example", "evil.example:80@localhost", "evil\u3002example", "%65vil.example",
        "[::ffff:192.0.2.1]", "3221225985", "evil.example%00.localhost", "evil.example\\@localhost",
                "evil.example%5c@localhost"
    };
    private static final String[] ENDINGS = {"", "/", "/..", "/%2e%2e", "?", "#", "/?localhost", "%2f..", "//"};
    private static final String[] PIECES = {
        "/",
        "/",
        "//",
        "\\",
        ".",
        "..",
        "a",
        "orders",
        "evil.example",
        "%2f",
        "%5C",
        "%2e",
        "%09",
        "\t",
        "\n",
        " ",
        "?",
        "#",
        "@",
        ":",
        ";",
        "http:",
        "%00",
        "%25",
        "\u4e2d",
        "%E4%B8%AD",
        "saoma",
        "&",
        "=",
        "|",
        "\"",
        "'",
        "<",
        "{",
        "~"
    };

    private HostilePaths() {}

    /** Returns some two thousand, always the same, and a valid one. */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        all.add("/crm/orders/8?x=1");
        all.add("/crm/saoma/logout");
        all.add("/crm/saoma/callback?code=x");
        all.add("/crm/saoma/login");
        int turn = 0;
        for (String beginning : BEGINNINGS) {
            for (String host : HOSTS) {
                String path = beginning + host + ENDINGS[turn++ % ENDINGS.length];
                all.add(path);
                all.add(decoded(path));
                all.add("/crm" + path);
            }
        }
        Random random = new Random(20261122);
        while (all.size() < 2400) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? "/crm" : "");
            for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
                path.append(PIECES[random.nextInt(PIECES.length)]);
            }
            all.add(path.toString());
        }
        return new ArrayList<>(all);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
