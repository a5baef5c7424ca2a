package dev.saoma.page.web;

import dev.saoma.page.settings.Application;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets scripts of registered origins read answers. Origins are compared as strings, so {@code null}, a sibling and an origin
 * that only begins like a registered one are foreign.
 *
 * @see "Fetch Standard, 3.2 (CORS protocol)"
 */
final class Cors {
    private final Set<String> origins;

    private Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** For the origins of those applications. */
    static Cors of(List<Application> applications) {
        return new Cors(applications.stream()
                .map(Application::origins)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** What a browser asks before a request that a form could not make. */
    boolean isPreflight(Ask ask, Endpoint endpoint) {
        return endpoint.crossOrigin() == CrossOrigin.REGISTERED
                && ask.method().equals("OPTIONS")
                && ask.header("Access-Control-Request-Method").isPresent();
    }

    Answer preflight(Ask ask, Endpoint endpoint) {
        Answer answer = Answer.bytes(204, "", new byte[0]);
        return registered(ask).isEmpty()
                ? answer
                : answer.with("Access-Control-Allow-Methods", String.join(", ", new TreeSet<>(endpoint.methods())))
                        .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
                        .with("Access-Control-Max-Age", "600");
    }

    /** The answer, with what the browser needs in order to show it to the script that asked. */
    Answer open(Ask ask, @Nullable Endpoint endpoint, Answer answer) {
        if (endpoint == null || endpoint.crossOrigin() == CrossOrigin.NOBODY) {
            return answer;
        }
        Answer varying = answer.with("Vary", "Origin");
        return registered(ask)
                .map(origin -> varying.with("Access-Control-Allow-Origin", origin))
                .orElse(varying);
    }

    private Optional<String> registered(Ask ask) {
        return ask.header("Origin").filter(origins::contains);
    }
}
