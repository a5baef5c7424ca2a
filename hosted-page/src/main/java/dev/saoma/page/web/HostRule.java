package dev.saoma.page.web;

import dev.saoma.page.settings.HostName;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** Which {@code Host} we answer: the issuer's and those in the settings. */
final class HostRule {
    private final URI issuer;
    private final Set<String> allowed = new HashSet<>();

    HostRule(URI issuer, Set<String> more) {
        this.issuer = issuer;
        allowed.add(HostName.of(issuer));
        more.forEach(host -> allowed.add(HostName.of(host, issuer)));
    }

    boolean allows(String host) {
        return allowed.contains(HostName.of(host, issuer));
    }
}
