package dev.saoma.page.http;

import dev.saoma.page.limit.Budget;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** One address. Thread-safe. */
public interface Endpoint {
    /** Relative to the issuer; ends with a slash where it means everything below. */
    String path();

    /** What a request may cause here; no default, so that no endpoint can forget it. */
    Budget budget();

    /** The methods it answers; 405 for all others. */
    Set<String> methods();

    /** @throws HttpError to have the code told in the style of this address */
    PageResponse answer(PageRequest request) throws HttpError, IOException;

    /** How a request that was one too many is answered; empty for the way of {@link #errorStyle}. */
    default Optional<PageResponse> tooMany(PageRequest request, HttpError refusal) {
        return Optional.empty();
    }

    /** How code is told here. */
    default ErrorStyle errorStyle() {
        return ErrorStyle.PAGE;
    }

    /** Whether it answers whatever {@code Host} says; only where nothing depends on who asks. */
    default boolean anyHost() {
        return false;
    }

    /**
     * Whether it also answers under the root of the host, wherever the page is, and by http as by https; only for what is
     * public and the same for everybody.
     */
    default boolean atRoot() {
        return false;
    }

    /** Whose scripts may read the answers. */
    default CrossOrigin crossOrigin() {
        return CrossOrigin.NOBODY;
    }

    /**
     * Whether a window in which this address is opened may have to reach its opener later. A Cross-Origin-Opener-Policy on
     * any page of that chain, redirects included, would cut the tie.
     */
    default boolean inPopupChain() {
        return false;
    }

    /** The styles. */
    enum ErrorStyle {
        /** For people. */
        PAGE,
        /** For the script of the login page: title and text in the user's language. */
        PROBLEM,
        /** For programs: RFC 6749, 5.2. */
        OAUTH
    }
}
