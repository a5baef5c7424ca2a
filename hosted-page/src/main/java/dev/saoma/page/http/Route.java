package dev.saoma.page.http;

import dev.saoma.page.limit.Budget;
import java.io.IOException;
import java.util.Set;

/**
 * One row of the routing table: an address and all that it allows. A row is built in stages, each of which offers only the
 * next one, so a row that omits something does not compile, and nothing has a default.
 *
 * @param path relative to the issuer; one that ends with a slash covers everything below, except for the root
 * @param methods the methods that are served; 405 for all others
 * @param errors how errors are rendered
 * @param origins whose scripts may send the request and read the response
 * @param limit the budget that each request is charged to
 * @param place under which host names it is served, and in which windows
 * @param handler handles the request
 */
public record Route(
        String path,
        Set<String> methods,
        ErrorStyle errors,
        Cors.Origins origins,
        Budget limit,
        Place place,
        Handler handler) {
    private static final Set<String> ALL_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Where a route is served. */
    public enum Place {
        /** Under the host names in the settings. */
        OWN_HOSTS(false, false, false),
        /**
         * As {@link #OWN_HOSTS}, in windows that may have to reach their opener later: sent without a
         * Cross-Origin-Opener-Policy, which on any page of such a chain, redirects included, would cut off the opener.
         */
        POPUP_CHAIN(false, false, true),
        /** Under any host name; only for responses that do not depend on it. */
        ANY_HOST(true, false, false),
        /**
         * As {@link #OWN_HOSTS}, and also at the root of the host, whatever the path of the page, over http and https; only
         * for what is public and the same for every visitor.
         */
        HOST_ROOT(false, true, false);

        private final boolean anyHost;
        private final boolean atRoot;
        private final boolean keepsOpener;

        Place(boolean anyHost, boolean atRoot, boolean keepsOpener) {
            this.anyHost = anyHost;
            this.atRoot = atRoot;
            this.keepsOpener = keepsOpener;
        }

        /** Whether {@code Host} is ignored. */
        public boolean anyHost() {
            return anyHost;
        }

        /** Whether it is also served outside the page's own path. */
        public boolean atRoot() {
            return atRoot;
        }

        /** Whether the window keeps the reference to its opener. */
        public boolean keepsOpener() {
            return keepsOpener;
        }

        boolean anyScheme() {
            return anyHost || atRoot;
        }
    }

    /** Handles the requests for an address. Thread-safe. */
    @FunctionalInterface
    public interface Handler {
        /** @throws HttpError if the request fails; rendered in the route's {@link ErrorStyle} */
        PageResponse handle(PageRequest request) throws HttpError, IOException;
    }

    /** First stage of a row. */
    @FunctionalInterface
    public interface Unstyled {
        /** Sets how errors are rendered. */
        Unshared errors(ErrorStyle style);
    }

    /** Second stage of a row. */
    @FunctionalInterface
    public interface Unshared {
        /** Sets whose scripts may send the request and read the response. */
        Unlimited cors(Cors.Origins origins);
    }

    /** Third stage of a row. */
    @FunctionalInterface
    public interface Unlimited {
        /** Sets the budget that each request is charged to. */
        Unplaced limit(Budget budget);
    }

    /** Fourth stage of a row. */
    @FunctionalInterface
    public interface Unplaced {
        /** Sets under which host names it is served, and in which windows. */
        Unhandled at(Place place);
    }

    /** Last stage of a row. */
    @FunctionalInterface
    public interface Unhandled {
        /** Sets the handler of the request, and completes the row. */
        Route to(Handler handler);
    }

    /** Begins a row for GET alone: a HEAD must not use anything up. */
    public static Unstyled GET(String path) {
        return row(path, Set.of("GET"));
    }

    /** Begins a row for GET and HEAD. */
    public static Unstyled GET_HEAD(String path) {
        return row(path, Set.of("GET", "HEAD"));
    }

    /** Begins a row for GET and POST. */
    public static Unstyled GET_POST(String path) {
        return row(path, Set.of("GET", "POST"));
    }

    /** Begins a row for POST. */
    public static Unstyled POST(String path) {
        return row(path, Set.of("POST"));
    }

    /** Begins a row for every method. */
    public static Unstyled ANY(String path) {
        return row(path, ALL_METHODS);
    }

    private static Unstyled row(String path, Set<String> methods) {
        return errors -> origins ->
                limit -> place -> handler -> new Route(path, methods, errors, origins, limit, place, handler);
    }
}
