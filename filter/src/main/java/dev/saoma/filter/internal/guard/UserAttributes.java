package dev.saoma.filter.internal.guard;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request attributes that describe a user, with the wrappers of the filter instance that provides them. One object for both,
 * which most requests share: a field of its own would make every request larger. Immutable.
 */
final class UserAttributes {
    private final RequestWrappers requests;
    private final Map<String, Object> values;

    /** @param values not modified */
    UserAttributes(RequestWrappers requests, Map<String, Object> values) {
        this.requests = requests;
        this.values = values;
    }

    RequestWrappers requests() {
        return requests;
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Returns these attributes without one. */
    UserAttributes without(String name) {
        if (!values.containsKey(name)) {
            return this;
        }
        Map<String, Object> others = new HashMap<>(values);
        others.remove(name);
        return new UserAttributes(requests, others);
    }
}
