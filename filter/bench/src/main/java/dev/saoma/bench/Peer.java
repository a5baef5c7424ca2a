package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One product in the place of the filter, with its defaults.
 *
 * @param filter answers requests for the application's pages
 * @param session of a signed-in user; null if the product has none
 * @param toProvider the requests that a browser makes until it is redirected to the provider; empty if it never is
 */
record Peer(Filter filter, @Nullable FakeSession session, List<String> toProvider) {
    static final List<String> SESSION = List.of("none", "saoma", "cas", "pac4j", "spring");
    static final List<String> REDIRECT = List.of("saoma", "pac4j", "spring");

    static final List<String> BEARER = List.of("saoma-first", "saoma-seen", "pac4j", "spring");

    static Peer named(String name, LocalProvider provider) throws IOException, ServletException, InterruptedException {
        return switch (name) {
            case "none" ->
                new Peer((request, response, chain) -> chain.doFilter(request, response), new FakeSession(), List.of());
            case "saoma" -> SaomaPeer.login(provider);
            case "cas" -> CasPeer.login();
            case "pac4j" -> Pac4jPeer.login(provider);
            case "spring" -> SpringPeer.login(provider);
            default -> throw new IllegalArgumentException("no peer is called " + name);
        };
    }

    /** Returns a product that only has to check bearer tokens. */
    static Filter bearer(String name, LocalProvider provider) throws ServletException {
        return switch (name) {
            case "saoma-first", "saoma-seen" -> SaomaPeer.filter(provider);
            case "pac4j" -> Pac4jPeer.bearer(provider);
            case "spring" -> SpringPeer.bearer(provider);
            default -> throw new IllegalArgumentException("no peer is called " + name);
        };
    }
}
