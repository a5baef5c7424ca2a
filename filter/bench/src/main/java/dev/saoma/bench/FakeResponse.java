package dev.saoma.bench;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps status and headers, throws the body away. */
final class FakeResponse extends HttpServletResponseWrapper {
    private static final HttpServletResponse NOTHING = (HttpServletResponse) Proxy.newProxyInstance(
            FakeResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException("response: " + method.getName());
            });

    private final Fields headers = new Fields();
    private int status = SC_OK;

    FakeResponse() {
        super(NOTHING);
    }

    /** Makes it a new response. */
    void again() {
        headers.clear();
        status = SC_OK;
    }

    int headerCount() {
        return headers.names().size();
    }

    /** Applies the cookies that the response sets and removes to those of a browser. */
    void keepCookies(Map<String, String> jar) {
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("Set-Cookie")) {
                String[] pair = value.split(";", 2)[0].split("=", 2);
                if (value.contains("Max-Age=0")) {
                    jar.remove(pair[0]);
                } else {
                    jar.put(pair[0], pair[1]);
                }
            }
        });
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name, value);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        headers.set(name, value);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.all(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return headers.names();
    }

    @Override
    public boolean containsHeader(String name) {
        return getHeader(name) != null;
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, Long.toString(date));
    }

    @Override
    public void addCookie(Cookie cookie) {
        String end = cookie.getMaxAge() == 0 ? "; Max-Age=0" : "";
        addHeader("Set-Cookie", cookie.getName() + "=" + cookie.getValue() + end);
    }

    @Override
    public void sendRedirect(String location) {
        status = SC_FOUND;
        setHeader("Location", location);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) {
        this.status = status;
        setHeader("Location", location);
    }

    @Override
    public void sendError(int status) {
        this.status = status;
    }

    @Override
    public void sendError(int status, String message) {
        this.status = status;
    }

    @Override
    public String encodeRedirectURL(String url) {
        return url;
    }

    @Override
    public String encodeURL(String url) {
        return url;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void flushBuffer() {}

    @Override
    public void resetBuffer() {}

    @Override
    public void setContentType(String type) {
        setHeader("Content-Type", type);
    }

    @Override
    public void setCharacterEncoding(String encoding) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(Writer.nullWriter());
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("setWriteListener");
            }

            @Override
            public void write(int b) {}
        };
    }
}
