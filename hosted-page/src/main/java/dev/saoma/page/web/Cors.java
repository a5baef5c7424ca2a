package dev.saoma.page.web;

import dev.saoma.page.settings.Application;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets scripts of registered origins read answers. Origins are compared as strings, so {@code null}, a sibling and an origin
 * that only begins like a registered one are foreign.
 *
 * @see "Fetch Standard, 3.2 (CORS protocol)"
 */
final class Cors {
    private static final String HEADERS = "Authorization, Content-Type";
    private static final String AUTHING_HEADERS = HEADERS + ", x-authing-app-id, x-authing-app-tenant-id,"
            + " x-authing-lang, x-authing-request-from, x-authing-sdk-version, x-authing-userpool-id";

    private final Map<CrossOrigin, Set<String>> origins;

    private Cors(Map<CrossOrigin, Set<String>> origins) {
        this.origins = origins;
    }

    /** For the origins of those applications. */
    static Cors of(List<Application> applications) {
        return new Cors(Map.of(
                CrossOrigin.NOBODY,
                Set.of(),
                CrossOrigin.REGISTERED,
                origins(applications, application -> true),
                CrossOrigin.AUTHING_SDK,
                origins(applications, Application::authingSdk)));
    }

    private static Set<String> origins(List<Application> applications, Predicate<Application> whose) {
        return applications.stream()
                .filter(whose)
                .map(Application::origins)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a browser asks before a request that a form could not make. */
    boolean isPreflight(Ask ask, Endpoint endpoint) {
        return endpoint.crossOrigin() != CrossOrigin.NOBODY
                && ask.method().equals("OPTIONS")
                && ask.header("Access-Control-Request-Method").isPresent();
    }

    Answer preflight(Ask ask, Endpoint endpoint) {
        Answer answer = Answer.bytes(204, "", new byte[0]);
        boolean authing = endpoint.crossOrigin() == CrossOrigin.AUTHING_SDK;
        return registered(ask, endpoint).isEmpty()
                ? answer
                : answer.with("Access-Control-Allow-Methods", String.join(", ", new TreeSet<>(endpoint.methods())))
                        .with("Access-Control-Allow-Headers", authing ? AUTHING_HEADERS : HEADERS)
                        .with("Access-Control-Max-Age", "600");
    }

    /** The answer, with what the browser needs in order to show it to the script that asked. */
    Answer open(Ask ask, @Nullable Endpoint endpoint, Answer answer) {
        if (endpoint == null || endpoint.crossOrigin() == CrossOrigin.NOBODY) {
            return answer;
        }
        Answer varying = answer.with("Vary", "Origin");
        return registered(ask, endpoint)
                .map(origin -> varying.with("Access-Control-Allow-Origin", origin))
                .map(open -> endpoint.crossOrigin() == CrossOrigin.AUTHING_SDK
                        ? open.with("Access-Control-Allow-Credentials", "true")
                        : open)
                .orElse(varying);
    }

    /** Whether an application registered that origin for the browser SDK. */
    boolean isRegistered(String origin) {
        return origins.get(CrossOrigin.REGISTERED).contains(origin);
    }

    private Optional<String> registered(Ask ask, Endpoint endpoint) {
        return ask.header("Origin").filter(origins.get(endpoint.crossOrigin())::contains);
    }
}
