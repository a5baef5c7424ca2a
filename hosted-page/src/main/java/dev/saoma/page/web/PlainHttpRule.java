package dev.saoma.page.web;

import dev.saoma.page.settings.AddressRanges;
import dev.saoma.page.settings.HostName;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What came over plain http to a page that is on https, as far as a trusted proxy says so: sent on to https where nothing
 * secret can have been in it, else refused. Addresses for inside of the network are left alone.
 */
final class PlainHttpRule {
    private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

    private final URI issuer;
    private final AddressRanges proxies;

    PlainHttpRule(URI issuer, AddressRanges proxies) {
        this.issuer = issuer;
        this.proxies = proxies;
    }

    /** What is answered in place of what was asked for; empty where nothing is wrong. */
    Optional<Answer> instead(Ask ask) throws Refusal {
        if (!"https".equals(issuer.getScheme()) || !cameByHttp(ask) || !isOurPublicName(ask)) {
            return Optional.empty();
        }
        boolean harmless = Set.of("GET", "HEAD").contains(ask.method())
                && !ask.hasQuery()
                && PLAIN_PATH.matcher(ask.path()).matches();
        if (!harmless) {
            throw new Refusal(
                    Trouble.INVALID_REQUEST,
                    "the request came over plain http, where anybody on the way could read it: use " + issuer);
        }
        return Optional.of(Answer.bytes(308, "", new byte[0]).with("Location", issuer + ask.path()));
    }

    private boolean cameByHttp(Ask ask) {
        String scheme =
                ask.header("X-Forwarded-Proto").orElse("").split(",", 2)[0].strip();
        return scheme.equalsIgnoreCase("http") && proxies.contains(ask.peer());
    }

    private boolean isOurPublicName(Ask ask) {
        return HostName.of(ask.host(), issuer).equals(HostName.of(issuer));
    }
}
