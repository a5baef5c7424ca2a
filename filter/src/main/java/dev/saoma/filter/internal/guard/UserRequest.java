package dev.saoma.filter.internal.guard;

import dev.saoma.filter.SignedInUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request with the attributes that describe its user. They are kept here and not in the container's request, which other
 * applications also see when it is dispatched to them; and those that another application's filter has kept in the same way
 * are not seen here.
 */
abstract class UserRequest extends AsyncRequest implements OwnRequest {
    /**
     * Returns which filter instance has let the request through last, and the names of its attributes: an entry of JDK types,
     * because each application has classes of its own.
     */
    private static final String MARK = "dev.saoma.filter.request";

    private UserAttributes attributes;

    UserRequest(HttpServletRequest request, HttpServletResponse response, UserAttributes attributes) {
        super(request, response);
        this.attributes = attributes;
    }

    /** Whether another filter instance has let the request through last, as after a dispatch between applications. */
    static boolean isOfAnotherFilter(HttpServletRequest request, RequestWrappers requests) {
        Map.Entry<?, ?> mark = mark(request.getAttribute(MARK));
        return mark != null && mark.getKey() != requests;
    }

    private static Map.@Nullable Entry<?, ?> mark(@Nullable Object value) {
        return value instanceof Map.Entry ? (Map.Entry<?, ?>) value : null;
    }

    /** Returns what {@link SignedInUser#ATTRIBUTE} holds. */
    abstract @Nullable SignedInUser user();

    @Override
    public final RequestWrappers requests() {
        return attributes.requests();
    }

    /** Removes the attributes, at a sign-out. */
    final void forgetAttributes() {
        attributes = requests().noAttributes();
    }

    @Override
    public final @Nullable Object getAttribute(String name) {
        if (SignedInUser.ATTRIBUTE.equals(name)) {
            return user();
        }
        if (MARK.equals(name)) {
            return new SimpleImmutableEntry<>(requests(), attributes.names());
        }
        Object own = attributes.get(name);
        if (own != null) {
            return own;
        }
        Object value = super.getAttribute(name);
        return value == null || isHidden(name) ? null : value;
    }

    private boolean isHidden(@Nullable String name) {
        Map.Entry<?, ?> mark = mark(super.getAttribute(MARK));
        return mark != null
                && mark.getKey() != requests()
                && mark.getValue() instanceof Set
                && ((Set<?>) mark.getValue()).contains(name);
    }

    @Override
    public final Enumeration<String> getAttributeNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Enumeration<String> all = super.getAttributeNames(); all != null && all.hasMoreElements(); ) {
            String name = all.nextElement();
            if (!isHidden(name)) {
                names.add(name);
            }
        }
        names.addAll(attributes.names());
        return Collections.enumeration(names);
    }

    // Once the application has set or removed an attribute, it is the application's.

    @Override
    public final void setAttribute(String name, @Nullable Object value) {
        attributes = attributes.without(name);
        super.setAttribute(name, value);
    }

    @Override
    public final void removeAttribute(String name) {
        attributes = attributes.without(name);
        if (!isHidden(name)) {
            super.removeAttribute(name);
        }
    }
}
