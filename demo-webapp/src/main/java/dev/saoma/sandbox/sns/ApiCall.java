package dev.saoma.sandbox.sns;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * One call of a site to the {@code /sns} API, without the values, which are secret.
 *
 * @param endpoint {@code access_token}, {@code refresh_token}, {@code auth} or {@code userinfo}
 * @param method {@code GET} or {@code POST}
 * @param parameterNames of the query and the form
 * @param errcode of the response; 0 for success
 * @param time of the call
 */
public record ApiCall(String endpoint, String method, Set<String> parameterNames, int errcode, Instant time) {

    /** Copies the names. */
    public ApiCall {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(method, "method");
        parameterNames = Set.copyOf(parameterNames);
        Objects.requireNonNull(time, "time");
    }
}
