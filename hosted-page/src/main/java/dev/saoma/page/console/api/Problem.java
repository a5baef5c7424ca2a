package dev.saoma.page.console.api;

import dev.saoma.page.http.PageResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to refuse a request to the API.
 *
 * @see "RFC 9457, Problem Details for HTTP APIs"
 */
public final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final transient Map<String, String> headers;

    /**
     * Creates a problem.
     *
     * @param code the last segment of the problem type, a URN
     * @param detail what was expected; contains nothing from the request
     */
    public Problem(int status, String code, String title, @Nullable String detail) {
        this(status, code, title, detail, Map.of());
    }

    /** Creates a problem with further headers. */
    public Problem(int status, String code, String title, @Nullable String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.code = code;
        this.title = title;
        this.headers = headers;
    }

    /** Returns the problem of a well-formed request with unexpected content. */
    public static Problem invalid(@Nullable String expected) {
        return new Problem(422, "invalid", "Not as expected", expected);
    }

    /** Returns the last segment of the problem type. */
    public String code() {
        return code;
    }

    /** Returns the HTTP response. */
    public PageResponse response() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:saoma:problem:" + code);
        members.put("title", title);
        members.put("status", status);
        if (getMessage() != null) {
            members.put("detail", getMessage());
        }
        PageResponse json = PageResponse.json(status, members);
        PageResponse response = PageResponse.bytes(status, "application/problem+json", json.body());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}
