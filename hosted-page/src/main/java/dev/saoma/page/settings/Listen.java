package dev.saoma.page.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that the stand-alone server listens on.
 *
 * @param host a name or literal address; IPv6 without brackets
 * @param port 0 to 65535; 0 for any free port
 */
public record Listen(String host, int port) {
    private static final Pattern LISTEN = Pattern.compile("([^:\\s]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    /** Parses the setting {@code listen} of a section. */
    static Optional<Listen> of(Section section, String text) {
        Matcher matcher = LISTEN.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            section.mistake("listen", "is not host:port.", "Write it as 127.0.0.1:8080 or [::1]:8080.");
            return Optional.empty();
        }
        return Optional.of(new Listen(bare(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }

    /** Returns a host without the brackets of IPv6. */
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
