package dev.saoma.page.settings;

/**
 * The address the stand-alone server listens on.
 *
 * @param host a name or literal address; IPv6 without brackets
 * @param port 0 to 65535; 0 takes any free port
 */
public record Listen(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
