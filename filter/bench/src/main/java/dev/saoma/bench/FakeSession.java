package dev.saoma.bench;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A session as containers keep it: attributes in a concurrent map. */
final class FakeSession implements HttpSession {
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private String id = "0";
    private boolean invalid;

    boolean isInvalid() {
        return invalid;
    }

    void changeId() {
        id = id + "+";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        if (invalid) {
            throw new IllegalStateException("invalidated");
        }
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attributes.compute(name, (key, before) -> value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    @Override
    public void invalidate() {
        invalid = true;
    }

    @Override
    public boolean isNew() {
        return false;
    }

    @Override
    public long getCreationTime() {
        return 0;
    }

    @Override
    public long getLastAccessedTime() {
        return 0;
    }

    @Override
    public ServletContext getServletContext() {
        throw new UnsupportedOperationException("getServletContext");
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {}

    @Override
    public int getMaxInactiveInterval() {
        return 1800;
    }
}
