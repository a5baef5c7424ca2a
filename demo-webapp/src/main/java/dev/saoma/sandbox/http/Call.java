package dev.saoma.sandbox.http;

import java.util.Map;

/**
 * A request, as far as the sandbox uses it.
 *
 * @param params of the query and, for a POST, of the form
 * @param headers by lower-case name, the first value of each
 */
public record Call(String method, String path, Params params, Map<String, String> headers) {

    /** Whether the method is POST. */
    public boolean isPost() {
        return method.equals("POST");
    }

    /** Returns a header by its lower-case name; empty if absent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
