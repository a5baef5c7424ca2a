package dev.saoma.page.http;

import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets scripts of registered origins read responses. Origins are compared as strings, so {@code null}, a sibling domain and
 * an origin that merely begins like a registered one are foreign. Thread-safe.
 *
 * @see "Fetch Standard, 3.2 (CORS protocol)"
 */
public final class Cors {
    private static final String HEADERS = "Authorization, Content-Type";
    private static final String AUTHING_HEADERS = HEADERS + ", x-authing-app-id, x-authing-app-tenant-id,"
            + " x-authing-lang, x-authing-request-from, x-authing-sdk-version, x-authing-userpool-id";

    private final String own;
    private final Map<Origins, Set<String>> origins;

    /** Creates the rules for the origins of {@code applications} at the page {@code issuer}. */
    public Cors(URI issuer, List<Application> applications) {
        this.own = Origin.of(issuer);
        this.origins = Map.of(
                Origins.REGISTERED,
                origins(applications, application -> true),
                Origins.AUTHING_SDK,
                origins(applications, Application::authingSdk));
    }

    /** Whose scripts may send a request and read the response. */
    public enum Origins {
        /** The request needs no script, and no script of another origin may read the response. */
        NONE,
        /** Only our own pages may send the request; any other request is refused. */
        OWN_PAGES,
        /** Scripts at an origin that an application registered may read the response. */
        REGISTERED,
        /**
         * Scripts at an origin of an application with {@code authing-js-sdk} may read the response. That SDK sends its own
         * headers and makes every request <em>with credentials</em>: browsers disclose the response only if it allows that.
         * Only sign-out depends on a cookie.
         */
        AUTHING_SDK,
        /** Scripts of any site may read the response, without credentials; pages of any site may load it as a script. */
        ANYBODY
    }

    private static Set<String> origins(List<Application> applications, Predicate<Application> whose) {
        return applications.stream()
                .filter(whose)
                .map(Application::origins)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an application has registered that origin for the browser SDK. */
    public boolean isRegistered(String origin) {
        return registered(Origins.REGISTERED).contains(origin);
    }

    /** Whether the request is the preflight of one that a form could not make. */
    boolean isPreflight(PageRequest request, Route route) {
        return origins.containsKey(route.origins())
                && request.method().equals("OPTIONS")
                && request.header("Access-Control-Request-Method").isPresent();
    }

    PageResponse preflight(PageRequest request, Route route) {
        PageResponse response = PageResponse.bytes(204, "", new byte[0]);
        boolean authing = route.origins() == Origins.AUTHING_SDK;
        return registered(request, route).isEmpty()
                ? response
                : response.with("Access-Control-Allow-Methods", String.join(", ", new TreeSet<>(route.methods())))
                        .with("Access-Control-Allow-Headers", authing ? AUTHING_HEADERS : HEADERS)
                        .with("Access-Control-Max-Age", "600");
    }

    /** Refuses a request reserved for our own pages that does not come from one. */
    void check(PageRequest request, Route route) throws HttpError {
        if (route.origins() == Origins.OWN_PAGES) {
            FetchMetadata.requireSameOrigin(request, own);
        }
    }

    /** Returns the response with the headers that let the calling script read it. */
    PageResponse share(PageRequest request, Route route, PageResponse response) {
        return switch (route.origins()) {
            case NONE, OWN_PAGES -> response;
            case REGISTERED, AUTHING_SDK -> shareWithRegistered(request, route, response.with("Vary", "Origin"));
            case ANYBODY ->
                response.status() >= 400
                        ? response
                        : response.with("Access-Control-Allow-Origin", "*")
                                .with("Cross-Origin-Resource-Policy", "cross-origin");
        };
    }

    private PageResponse shareWithRegistered(PageRequest request, Route route, PageResponse varying) {
        return registered(request, route)
                .map(origin -> varying.with("Access-Control-Allow-Origin", origin))
                .map(shared -> route.origins() == Origins.AUTHING_SDK
                        ? shared.with("Access-Control-Allow-Credentials", "true")
                        : shared)
                .orElse(varying);
    }

    private Optional<String> registered(PageRequest request, Route route) {
        return request.header("Origin").filter(registered(route.origins())::contains);
    }

    private Set<String> registered(Origins whose) {
        return origins.getOrDefault(whose, Set.of());
    }
}
