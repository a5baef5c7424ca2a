package dev.saoma.bench;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GET below {@code http://localhost:8080/crm} as a browser sends it. Everything is prepared beforehand, so that only the
 * filter is measured.
 */
final class FakeRequest extends LoopbackGet {
    private final String path;
    private final String uri;
    private final @Nullable String query;
    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private final Fields headers = new Fields();
    private final Map<String, Object> attributes = new HashMap<>();
    private Cookie @Nullable [] cookies;
    private @Nullable FakeSession session;

    /** @param target path below the application, and query if there is one */
    FakeRequest(String target, @Nullable FakeSession session) {
        int question = target.indexOf('?');
        this.path = question < 0 ? target : target.substring(0, question);
        this.uri = CONTEXT + path;
        this.query = question < 0 ? null : target.substring(question + 1);
        Urls.parameters(query).forEach((name, value) -> parameters.put(name, new String[] {value}));
        this.session = session;
        header("Host", HOST + ":" + PORT);
        header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        header("Accept-Language", "zh-CN,zh;q=0.9");
        header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36");
        header("Sec-Fetch-Site", "none");
        header("Sec-Fetch-Mode", "navigate");
        header("Sec-Fetch-Dest", "document");
    }

    /** Sets a header field. */
    void header(String name, String value) {
        headers.set(name, value);
    }

    FakeRequest cookies(Map<String, String> jar) {
        Cookie[] all = jar.entrySet().stream()
                .map(entry -> new Cookie(entry.getKey(), entry.getValue()))
                .toArray(Cookie[]::new);
        cookies = all.length == 0 ? null : all;
        return this;
    }

    /** Makes it the next request of the same browser. */
    void again() {
        if (!attributes.isEmpty()) {
            attributes.clear();
        }
    }

    /** Makes it a request of another browser. */
    void againWith(@Nullable FakeSession other) {
        again();
        session = other;
    }

    @Nullable
    FakeSession session() {
        return session;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (session != null && session.isInvalid()) {
            session = null;
        }
        if (session == null && create) {
            session = new FakeSession();
        }
        return session;
    }

    @Override
    public @Nullable HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public String changeSessionId() {
        if (session == null) {
            throw new IllegalStateException("no session");
        }
        session.changeId();
        return session.getId();
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return session == null ? null : session.getId();
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return session != null;
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return session != null;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(APP).append(path);
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.all(name));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.names());
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return cookies;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }
}
