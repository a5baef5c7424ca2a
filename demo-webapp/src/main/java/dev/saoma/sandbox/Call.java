package dev.saoma.sandbox;

import java.util.Map;

/**
 * A request, as far as the sandbox looks at it.
 *
 * @param params of the query and, for a POST, of the form
 * @param headers by lower-case name, the first value of each
 */
record Call(String method, String path, Params params, Map<String, String> headers) {

    boolean isPost() {
        return method.equals("POST");
    }

    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
