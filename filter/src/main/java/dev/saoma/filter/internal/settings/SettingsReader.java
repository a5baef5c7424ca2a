package dev.saoma.filter.internal.settings;

import dev.saoma.filter.internal.web.PathPatterns;
import dev.saoma.filter.internal.web.ReturnPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one value at a time; records a mistake and returns a harmless stand-in, so that all mistakes are found. */
final class SettingsReader {
    private static final int KEY_BYTES = 32;
    private static final int MIN_DISTINCT_BYTES = 12;
    private static final Pattern HEX_KEY = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0(:0){6}:1]");

    private final SettingsText text;

    SettingsReader(SettingsText text) {
        this.text = text;
    }

    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    String required(String key, String example) {
        String value = text.optional(key);
        if (value == null) {
            if (!text.hasMistake(key)) {
                text.mistake(key, "is missing", "for example " + example);
            }
            return "";
        }
        return value;
    }

    /**
     * Reads a URL: https, or http on loopback; no query, fragment or user; in the form that browsers use unless
     * {@code asWritten}.
     */
    String url(String key, String value, boolean asWritten) {
        if (value.isEmpty()) {
            return value;
        }
        try {
            URI uri = new URI(value);
            boolean http = "http".equals(uri.getScheme());
            boolean web = http || "https".equals(uri.getScheme());
            if (web && uri.getHost() == null && uri.getRawAuthority() != null) {
                text.mistake(key, hostMistake(uri), "give the host a name of letters, digits and hyphens");
            } else if (!web || uri.getHost() == null) {
                text.mistake(key, "is not a URL with https and a host", writtenOut(value));
            } else if (http && !isLoopback(uri.getHost())) {
                text.mistake(key, "uses http", "use https; http is only for localhost, 127.0.0.1 and [::1]");
            } else if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                text.mistake(key, "holds a query, a fragment or a user", "remove that part");
            } else if (!asWritten && value.endsWith("/")) {
                text.mistake(key, "ends with a slash", "remove the slash");
            } else if (!uri.getRawPath().isEmpty() && !ReturnPath.isSafe(uri.getRawPath())) {
                text.mistake(key, "has a path that can be read in two ways", "write it without //, . and .. segments");
            } else if (!asWritten && !value.equals(origin(uri) + uri.getRawPath())) {
                // Compared with the Origin header, and part of the redirect URI.
                text.mistake(key, "is not in the form that browsers use", "write " + origin(uri) + uri.getRawPath());
            }
        } catch (URISyntaxException e) {
            text.mistake(key, "is not a URL", "for example https://www.example.com");
        }
        return value;
    }

    /** Returns what is wrong with a host that Java does not accept. */
    static String hostMistake(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority()).replaceFirst(".*@", "");
        return authority.indexOf('_') >= 0
                ? "has the host " + authority + " with an underscore, which is no host name (RFC 1123), so that Java"
                        + " connects to none and some browsers keep no cookies of it"
                : "has the host " + authority + ", which is no host name (RFC 1123)";
    }

    private static String writtenOut(String value) {
        boolean onlyTheSchemeIsMissing = value.matches("[A-Za-z0-9.-]+(:\\d+)?(/[^/].*)?");
        return onlyTheSchemeIsMissing ? "write https://" + value : "for example https://www.example.com";
    }

    // RFC 6454, 6.2: lower case, no default port.
    private static String origin(URI uri) {
        int port = uri.getPort();
        boolean standard = port < 0 || port == (uri.getScheme().equals("http") ? 80 : 443);
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (standard ? "" : ":" + port);
    }

    Duration duration(Setting setting) {
        String key = setting.key();
        Duration fallback = Duration.parse(setting.orElse(null));
        Duration least = setting.from();
        Duration most = setting.to();
        String value = text.optional(key);
        if (value == null) {
            return fallback;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                text.mistake(key, value + " is out of range", "allowed are " + least + " to " + most);
                return fallback;
            }
            return duration;
        } catch (DateTimeParseException e) {
            text.mistake(key, "is not a duration", "write for example " + fallback + " (ISO 8601)");
            return fallback;
        }
    }

    boolean yesOrNo(Setting setting) {
        String key = setting.key();
        boolean fallback = Boolean.parseBoolean(setting.orElse(null));
        String value = text.optional(key);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            text.mistake(key, "is neither true nor false", "write " + !fallback + ", or leave it out");
        }
        return value == null ? fallback : value.equals("true");
    }

    String path(Setting setting) {
        String key = setting.key();
        String fallback = setting.orElse(null);
        String value = text.optional(key);
        if (value == null) {
            return fallback;
        }
        if (!value.matches("(/[A-Za-z0-9_-]+)+")) {
            text.mistake(key, "is not a plain path", "write for example " + fallback);
            return fallback;
        }
        return value;
    }

    PathPatterns patterns(String key) {
        return new PathPatterns(patterns(key, PathPatterns::mistake));
    }

    PathPatterns patternsOrWhole(String key) {
        return PathPatterns.orWhole(patterns(key, PathPatterns::mistakeOrWhole));
    }

    private List<String> patterns(String key, Function<String, Optional<String>> check) {
        List<String> good = new ArrayList<>();
        String value = text.optional(key);
        if (value != null) {
            int number = 0;
            for (String pattern : value.trim().split("[\\s,]+")) {
                number++;
                String position = "pattern " + number + " (" + pattern + ") ";
                if (pattern.isEmpty()) {
                    text.mistake(key, "has an empty entry", "remove the comma");
                } else if (check.apply(pattern).isPresent()) {
                    text.mistake(key, position + check.apply(pattern).get(), "write /page, /folder/* or *.css");
                } else {
                    good.add(pattern);
                }
            }
        }
        return good;
    }

    byte @Nullable [] key(String key, @Nullable String secret) {
        String value = text.optional(key);
        if (value == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = HEX_KEY.matcher(value).matches()
                    ? fromHex(value)
                    : Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        String fix = "make one with: openssl rand -hex " + KEY_BYTES;
        if (bytes.length != KEY_BYTES) {
            text.mistake(key, "is not " + KEY_BYTES + " bytes in hexadecimal or base64", fix);
        } else if (value.equals(secret)) {
            text.mistake(key, "is the same as clientSecret", fix);
        } else if (!looksRandom(bytes)) {
            text.mistake(key, "is not random", fix);
        }
        return bytes;
    }

    private static byte[] fromHex(String text) {
        byte[] bytes = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bytes[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    // Of 32 random bytes, less than one set in 10^20 repeats itself so much.
    private static boolean looksRandom(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.chars().distinct().count() >= MIN_DISTINCT_BYTES
                && !SecretStrength.weakness(text).isPresent();
    }
}
