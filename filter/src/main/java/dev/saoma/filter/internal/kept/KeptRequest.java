package dev.saoma.filter.internal.kept;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kept form as the application sees it: query, content type, length, body, parameters and parts are those of the form;
 * everything else is that of the request that brings it. Where no encoding is known, parameters are read as UTF-8. Not
 * thread-safe, as requests are.
 */
final class KeptRequest extends HttpServletRequestWrapper {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    private final KeptPost post;
    private @Nullable Charset encoding;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;
    private @Nullable Map<String, String[]> parameters;
    private @Nullable List<Part> parts;

    KeptRequest(HttpServletRequest request, KeptPost post) {
        super(request);
        this.post = post;
        this.encoding = Multipart.parameter(post.contentType(), "charset")
                .filter(KeptRequest::isSupported)
                .map(Charset::forName)
                .orElse(null);
    }

    private static boolean isSupported(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public @Nullable String getQueryString() {
        int query = post.target().indexOf('?');
        return query < 0 ? null : post.target().substring(query + 1);
    }

    @Override
    public @Nullable String getContentType() {
        return post.contentType().isEmpty() ? null : post.contentType();
    }

    @Override
    public int getContentLength() {
        return post.body().length;
    }

    @Override
    public long getContentLengthLong() {
        return post.body().length;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (CONTENT_TYPE.equalsIgnoreCase(name)) {
            return getContentType();
        }
        return CONTENT_LENGTH.equalsIgnoreCase(name) ? Integer.toString(getContentLength()) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (CONTENT_TYPE.equalsIgnoreCase(name) || CONTENT_LENGTH.equalsIgnoreCase(name)) {
            String value = getHeader(name);
            return Collections.enumeration(value == null ? Collections.emptyList() : Collections.singletonList(value));
        }
        return super.getHeaders(name);
    }

    @Override
    public int getIntHeader(String name) {
        return CONTENT_LENGTH.equalsIgnoreCase(name) ? getContentLength() : super.getIntHeader(name);
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        Charset current = encoding;
        return current == null ? null : current.name();
    }

    /** Has no effect on what has been read, as with any request. */
    @Override
    public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
        if (!isSupported(name)) {
            throw new UnsupportedEncodingException(name);
        }
        if (parameters == null && reader == null) {
            encoding = Charset.forName(name);
        }
    }

    private Charset charset() {
        Charset current = encoding;
        return current == null ? StandardCharsets.UTF_8 : current;
    }

    @Override
    public ServletInputStream getInputStream() {
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called");
        }
        ServletInputStream current = stream;
        if (current == null) {
            current = new KeptBody(post.body());
            stream = current;
        }
        return current;
    }

    @Override
    public BufferedReader getReader() {
        if (stream != null) {
            throw new IllegalStateException("getInputStream() has been called");
        }
        BufferedReader current = reader;
        if (current == null) {
            current = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(post.body()), charset()));
            reader = current;
        }
        return current;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = all().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = all().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        Set<String> names = new LinkedHashSet<>(all().keySet());
        return Collections.enumeration(names);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(new HashMap<>(all()));
    }

    private Map<String, String[]> all() {
        Map<String, String[]> current = parameters;
        if (current == null) {
            FormParameters form = new FormParameters();
            form.addQuery(getQueryString(), StandardCharsets.UTF_8);
            // A body that has been read as a stream or by a reader is not parsed, as in every container.
            if (stream == null && reader == null) {
                if (Multipart.isType(post.contentType(), "application/x-www-form-urlencoded")) {
                    form.addQuery(new String(post.body(), StandardCharsets.ISO_8859_1), charset());
                } else if (Multipart.isType(post.contentType(), "multipart/form-data")) {
                    form.addTexts(Multipart.parts(post.contentType(), post.body()), charset());
                }
            }
            current = form.toMap();
            parameters = current;
        }
        return current;
    }

    @Override
    public Collection<Part> getParts() throws ServletException {
        if (!Multipart.isType(post.contentType(), "multipart/form-data")) {
            throw new ServletException("the request is not multipart/form-data");
        }
        List<Part> current = parts;
        if (current == null) {
            current = Collections.unmodifiableList(Multipart.parts(post.contentType(), post.body()));
            parts = current;
        }
        return current;
    }

    @Override
    public @Nullable Part getPart(String name) throws ServletException {
        for (Part part : getParts()) {
            if (part.getName().equals(name)) {
                return part;
            }
        }
        return null;
    }
}
