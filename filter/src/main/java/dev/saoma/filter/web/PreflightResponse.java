package dev.saoma.filter.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Lets the status and the headers of a {@link Preflight}'s answer out, and nothing else that an application may write. */
final class PreflightResponse extends HttpServletResponseWrapper {
    private final Nowhere nowhere = new Nowhere();
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(nowhere, StandardCharsets.UTF_8));

    PreflightResponse(HttpServletResponse response) {
        super(response);
    }

    private static boolean isOfTheAnswer(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("access-control-") || name.equals("vary") || name.equals("allow");
    }

    @Override
    public void setHeader(String name, String value) {
        if (isOfTheAnswer(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (isOfTheAnswer(name)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long value) {}

    @Override
    public void addDateHeader(String name, long value) {}

    @Override
    public void addCookie(Cookie cookie) {}

    @Override
    public void setContentType(String type) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    /** Browsers follow no redirect here, and its address is nobody's business. */
    @Override
    public void sendRedirect(String location) {
        setStatus(SC_FORBIDDEN);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return nowhere;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    private static final class Nowhere extends ServletOutputStream {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("no asynchronous work in a CORS preflight of nobody");
        }
    }
}
