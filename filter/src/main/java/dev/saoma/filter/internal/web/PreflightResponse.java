package dev.saoma.filter.internal.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes the status and the headers of the response to a {@link Preflight}, and nothing else that an application may write.
 * What may pass is listed; every other method of the container's servlet API does nothing.
 */
final class PreflightResponse extends HttpServletResponseWrapper {
    private static final Set<String> PASSED = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "getStatus",
            "getHeader",
            "getHeaders",
            "getHeaderNames",
            "containsHeader",
            "getCharacterEncoding",
            "getContentType",
            "getLocale",
            "getBufferSize",
            "isCommitted",
            "flushBuffer",
            "reset",
            "resetBuffer")));

    private final HttpServletResponse real;

    PreflightResponse(HttpServletResponse real) {
        super(AllowList.of(HttpServletResponse.class, real, PASSED, answers(real)));
        this.real = real;
    }

    private static Map<String, AllowList.Implementation> answers(HttpServletResponse real) {
        Nowhere nowhere = new Nowhere();
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(nowhere, StandardCharsets.UTF_8));
        Map<String, AllowList.Implementation> answers = new HashMap<>();
        answers.put("getOutputStream", given -> nowhere);
        answers.put("getWriter", given -> writer);
        for (String name : new String[] {"setHeader", "setIntHeader"}) {
            answers.put(name, given -> header(given, real::setHeader));
        }
        for (String name : new String[] {"addHeader", "addIntHeader"}) {
            answers.put(name, given -> header(given, real::addHeader));
        }
        // Until Servlet 5, both take a message, which may contain anything.
        answers.put("setStatus", given -> {
            real.setStatus((Integer) given[0]);
            return null;
        });
        answers.put("sendError", given -> {
            real.sendError((Integer) given[0]);
            return null;
        });
        // Browsers follow no redirect here, and its address must not be disclosed.
        answers.put("sendRedirect", given -> {
            real.setStatus(SC_FORBIDDEN);
            return null;
        });
        for (String name : new String[] {"encodeURL", "encodeRedirectURL", "encodeUrl", "encodeRedirectUrl"}) {
            answers.put(name, given -> given[0]);
        }
        return answers;
    }

    private interface Write {
        void write(String name, String value);
    }

    private static @Nullable Object header(@Nullable Object[] given, Write write) {
        String name = String.valueOf(given[0]);
        if (given[1] != null && isOfTheAnswer(name)) {
            write.write(name, String.valueOf(given[1]));
        }
        return null;
    }

    private static boolean isOfTheAnswer(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("access-control-") || name.equals("vary") || name.equals("allow");
    }

    // Has the signature of Servlet 6.1, where the wrapper has such a method of its own.
    public void sendRedirect(String location, int status, boolean clearBuffer) {
        real.setStatus(SC_FORBIDDEN);
    }

    /** Returns the container's own response, which it looks for when it dispatches. */
    @Override
    public ServletResponse getResponse() {
        return real;
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
            throw new IllegalStateException("no asynchronous processing in a CORS preflight without a user");
        }
    }
}
