package dev.saoma.page.http;

import dev.saoma.page.limit.Budget;
import java.io.IOException;
import java.util.Set;

/**
 * One row of the routing table: an address and all that it allows. A row is built in stages, each of which offers the next one
 * only, so a row that leaves something out does not compile, and nothing has a default.
 *
 * @param path relative to the issuer; ends with a slash where it means everything below, unless it is the root alone
 * @param methods that are served; 405 for all others
 * @param errors how errors are rendered
 * @param origins whose scripts may send the request and read the response
 * @param limit the budget that each request pays from
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
         * As {@link #OWN_HOSTS}, in windows that may have to reach their opener later: without a Cross-Origin-Opener-Policy,
         * which on any page of such a chain, redirects included, would cut the tie.
         */
        POPUP_CHAIN(false, false, true),
        /** Under any host name; only if the response does not depend on it. */
        ANY_HOST(true, false, false),
        /**
         * As {@link #OWN_HOSTS}, and under the root of the host as well, wherever the page is, by http as by https; only for
         * what is public and the same for every visitor.
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

        /** Whether it is served outside of the page's own path, too. */
        public boolean atRoot() {
            return atRoot;
        }

        /** Whether the window keeps the tie to its opener. */
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
        /** @throws HttpError to be rendered in the route's {@link ErrorStyle} */
        PageResponse handle(PageRequest request) throws HttpError, IOException;
    }

    /** First stage of a row. */
    @FunctionalInterface
    public interface Unstyled {
        /** How errors are rendered. */
        Unshared errors(ErrorStyle style);
    }

    /** Second stage of a row. */
    @FunctionalInterface
    public interface Unshared {
        /** Whose scripts may send the request and read the response. */
        Unlimited cors(Cors.Origins origins);
    }

    /** Third stage of a row. */
    @FunctionalInterface
    public interface Unlimited {
        /** The budget that each request pays from. */
        Unplaced limit(Budget budget);
    }

    /** Fourth stage of a row. */
    @FunctionalInterface
    public interface Unplaced {
        /** Under which host names, and in which windows. */
        Unhandled at(Place place);
    }

    /** Last stage of a row. */
    @FunctionalInterface
    public interface Unhandled {
        /** Handles the request. */
        Route to(Handler handler);
    }

    /** A row for GET alone: a HEAD must not use anything up. */
    public static Unstyled GET(String path) {
        return row(path, Set.of("GET"));
    }

    /** A row for GET and HEAD. */
    public static Unstyled GET_HEAD(String path) {
        return row(path, Set.of("GET", "HEAD"));
    }

    /** A row for GET and POST. */
    public static Unstyled GET_POST(String path) {
        return row(path, Set.of("GET", "POST"));
    }

    /** A row for POST. */
    public static Unstyled POST(String path) {
        return row(path, Set.of("POST"));
    }

    /** A row for every method. */
    public static Unstyled ANY(String path) {
        return row(path, ALL_METHODS);
    }

    private static Unstyled row(String path, Set<String> methods) {
        return errors -> origins ->
                limit -> place -> handler -> new Route(path, methods, errors, origins, limit, place, handler);
    }
}
