package dev.saoma.page.web;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which {@code Host} we answer: the issuer's and those in the settings. */
final class HostRule {
    private final Set<String> allowed = new HashSet<>();
    private final String standardPort;

    HostRule(URI issuer, Set<String> more) {
        this.standardPort = "https".equals(issuer.getScheme()) ? ":443" : ":80";
        allowed.add(canonical(issuer.getRawAuthority()));
        more.forEach(host -> allowed.add(canonical(host)));
    }

    boolean allows(String host) {
        return allowed.contains(canonical(host));
    }

    private String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(standardPort) ? lower.substring(0, lower.length() - standardPort.length()) : lower;
    }
}
