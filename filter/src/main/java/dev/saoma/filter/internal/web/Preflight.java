package dev.saoma.filter.internal.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A CORS preflight: a browser asks whether a script of another origin may send a request. It never carries cookies, so it
 * cannot be signed in, and only the application knows the answer: it is let through to a protected path, but stripped. The
 * application sees the address, the headers and the connection, gets a session that is thrown away, and finds neither query nor
 * parameters nor body; {@link PreflightResponse} passes only the headers that answer the question. The limits are there because
 * some applications do the same work whatever the method is.
 *
 * @see "Fetch Standard, CORS-preflight fetch"
 */
public final class Preflight extends HttpServletRequestWrapper {
    private static final Set<String> PASSED = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "getMethod",
            "getRequestURI",
            "getRequestURL",
            "getContextPath",
            "getServletPath",
            "getPathInfo",
            "getPathTranslated",
            "getHttpServletMapping",
            "getHeader",
            "getHeaders",
            "getHeaderNames",
            "getIntHeader",
            "getDateHeader",
            "getCharacterEncoding",
            "setCharacterEncoding",
            "getLocale",
            "getLocales",
            "getProtocol",
            "getScheme",
            "isSecure",
            "getServerName",
            "getServerPort",
            "getLocalName",
            "getLocalAddr",
            "getLocalPort",
            "getRemoteHost",
            "getRemoteAddr",
            "getRemotePort",
            "getRequestId",
            "getProtocolRequestId",
            "getServletConnection",
            "getAttribute",
            "getAttributeNames",
            "removeAttribute",
            "getServletContext",
            "getDispatcherType",
            "getRequestDispatcher",
            "getRealPath")));

    private final HttpServletRequest real;

    /** Wraps the preflight as the application may see it. */
    public Preflight(HttpServletRequest real) {
        super(AllowList.of(HttpServletRequest.class, real, PASSED, answers(real)));
        this.real = real;
    }

    /** Whether a request is a preflight, without anything that browsers do not send with one. */
    public static boolean is(Target target, HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null
                && request.getHeader("Cookie") == null
                && request.getHeader("Authorization") == null
                && request.getHeader("Transfer-Encoding") == null
                && request.getContentLengthLong() <= 0
                && target.form() == TargetForm.CANONICAL;
    }

    /** Returns the response for the application: the restricted one if the request is a preflight, or wraps one. */
    public static HttpServletResponse answer(HttpServletRequest request, HttpServletResponse response) {
        return "OPTIONS".equals(request.getMethod()) && isIn(request) ? new PreflightResponse(response) : response;
    }

    // isWrapperFor() does not look at the request itself.
    private static boolean isIn(HttpServletRequest request) {
        return request instanceof Preflight
                || request instanceof HttpServletRequestWrapper
                        && ((HttpServletRequestWrapper) request).isWrapperFor(Preflight.class);
    }

    private static Map<String, AllowList.Implementation> answers(HttpServletRequest real) {
        Map<String, AllowList.Implementation> answers = new HashMap<>();
        answers.put("getParameterMap", given -> Collections.emptyMap());
        answers.put("getParameterNames", given -> Collections.emptyEnumeration());
        answers.put("getTrailerFields", given -> Collections.emptyMap());
        answers.put("isTrailerFieldsReady", given -> true);
        answers.put("getParts", given -> Collections.emptyList());
        Nothing nothing = new Nothing();
        answers.put("getInputStream", given -> nothing);
        answers.put("getReader", given -> new BufferedReader(new StringReader("")));
        // Tomcat itself sends the file that such an attribute names.
        answers.put("setAttribute", given -> {
            String name = String.valueOf(given[0]);
            if (!name.startsWith("org.apache.tomcat.sendfile")) {
                real.setAttribute(name, given[1]);
            }
            return null;
        });
        HttpSession session = unkeptSession(real);
        answers.put("getSession", given -> given.length == 0 || Boolean.TRUE.equals(given[0]) ? session : null);
        // Asynchronous work, or another protocol, would bypass the restricted response.
        for (String name : new String[] {"startAsync", "getAsyncContext", "upgrade", "login", "changeSessionId"}) {
            answers.put(name, given -> {
                throw new IllegalStateException("no " + name + "() in a CORS preflight without a user");
            });
        }
        return answers;
    }

    // Many applications create a session for any request; a real one would set a cookie and take memory.
    private static HttpSession unkeptSession(HttpServletRequest real) {
        Map<String, Object> values = new HashMap<>();
        Map<String, AllowList.Implementation> answers = new HashMap<>();
        answers.put("getId", given -> "preflight");
        answers.put("isNew", given -> true);
        answers.put("getServletContext", given -> real.getServletContext());
        answers.put("getAttribute", given -> values.get(String.valueOf(given[0])));
        answers.put("getAttributeNames", given -> Collections.enumeration(values.keySet()));
        answers.put("removeAttribute", given -> {
            values.remove(String.valueOf(given[0]));
            return null;
        });
        answers.put("setAttribute", given -> {
            if (given[1] == null) {
                values.remove(String.valueOf(given[0]));
            } else {
                values.put(String.valueOf(given[0]), given[1]);
            }
            return null;
        });
        return AllowList.of(HttpSession.class, null, Collections.emptySet(), answers);
    }

    /** Returns the container's own request, which it looks for when it dispatches. */
    @Override
    public ServletRequest getRequest() {
        return real;
    }

    private static final class Nothing extends ServletInputStream {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("no asynchronous processing in a CORS preflight without a user");
        }
    }
}
