package dev.saoma.page.http;

/**
 * How an address renders errors.
 *
 * @param name the name in the routing table
 * @param renderer renders the response
 */
public record ErrorStyle(String name, Renderer renderer) {
    /** A page for people. */
    public static final ErrorStyle HTML = new ErrorStyle("HTML", ErrorResponses::html);

    /** JSON for the scripts of our own pages: title and text in the user's language. */
    public static final ErrorStyle PROBLEM = new ErrorStyle("PROBLEM", ErrorResponses::problem);

    /** JSON for programs (RFC 6749, 5.2). */
    public static final ErrorStyle OAUTH = new ErrorStyle("OAUTH", ErrorResponses::oauth);

    /** Renders an error. */
    @FunctionalInterface
    public interface Renderer {
        /**
         * Returns the response.
         *
         * @param id the error id, which is also in the log
         */
        PageResponse render(ErrorResponses errors, PageRequest request, HttpError error, String id);
    }
}
