package dev.saoma.page.http;

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
public final class Cors {
    private static final String HEADERS = "Authorization, Content-Type";
    private static final String AUTHING_HEADERS = HEADERS + ", x-authing-app-id, x-authing-app-tenant-id,"
            + " x-authing-lang, x-authing-request-from, x-authing-sdk-version, x-authing-userpool-id";

    private final Map<CrossOrigin, Set<String>> origins;

    private Cors(Map<CrossOrigin, Set<String>> origins) {
        this.origins = origins;
    }

    /** For the origins of those applications. */
    public static Cors of(List<Application> applications) {
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
    public boolean isPreflight(PageRequest request, Endpoint endpoint) {
        return endpoint.crossOrigin() != CrossOrigin.NOBODY
                && request.method().equals("OPTIONS")
                && request.header("Access-Control-Request-Method").isPresent();
    }

    public PageResponse preflight(PageRequest request, Endpoint endpoint) {
        PageResponse answer = PageResponse.bytes(204, "", new byte[0]);
        boolean authing = endpoint.crossOrigin() == CrossOrigin.AUTHING_SDK;
        return registered(request, endpoint).isEmpty()
                ? answer
                : answer.with("Access-Control-Allow-Methods", String.join(", ", new TreeSet<>(endpoint.methods())))
                        .with("Access-Control-Allow-Headers", authing ? AUTHING_HEADERS : HEADERS)
                        .with("Access-Control-Max-Age", "600");
    }

    /** The answer, with what the browser needs in order to show it to the script that asked. */
    public PageResponse open(PageRequest request, @Nullable Endpoint endpoint, PageResponse answer) {
        if (endpoint == null || endpoint.crossOrigin() == CrossOrigin.NOBODY) {
            return answer;
        }
        PageResponse varying = answer.with("Vary", "Origin");
        return registered(request, endpoint)
                .map(origin -> varying.with("Access-Control-Allow-Origin", origin))
                .map(open -> endpoint.crossOrigin() == CrossOrigin.AUTHING_SDK
                        ? open.with("Access-Control-Allow-Credentials", "true")
                        : open)
                .orElse(varying);
    }

    /** Whether an application registered that origin for the browser SDK. */
    public boolean isRegistered(String origin) {
        return origins.get(CrossOrigin.REGISTERED).contains(origin);
    }

    private Optional<String> registered(PageRequest request, Endpoint endpoint) {
        return request.header("Origin").filter(origins.get(endpoint.crossOrigin())::contains);
    }
}
