package dev.saoma.filter.internal.logout;

import dev.saoma.filter.internal.web.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads the one parameter of a logout request, whatever length the request declares. */
final class LogoutForm {
    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final String NAME = "logout_token";
    private static final int MAX_BYTES = 20 * 1024;

    private LogoutForm() {}

    /** Thrown if there is no token. The message is ours and safe in a response. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static String token(HttpServletRequest request) throws IOException, Malformed {
        String type = request.getContentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].trim().equals(TYPE)) {
            throw new Malformed("expected a form: " + TYPE);
        }
        String query = request.getQueryString();
        if (new QueryParameters(query).get(NAME) != null) {
            throw new Malformed("logout_token must be in the body, not in the address");
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw new Malformed("the body is longer than " + MAX_BYTES + " bytes");
        }
        QueryParameters form = new QueryParameters(body(request));
        String token = form.get(NAME);
        if (form.isRepeated(NAME)) {
            throw new Malformed("logout_token is repeated");
        }
        if (token == null || token.isEmpty()) {
            return parsedBefore(request);
        }
        return token;
    }

    private static String body(HttpServletRequest request) throws IOException, Malformed {
        byte[] buffer = new byte[MAX_BYTES + 1];
        int length = 0;
        InputStream in = request.getInputStream();
        for (int read; length < buffer.length && (read = in.read(buffer, length, buffer.length - length)) > 0; ) {
            length += read;
        }
        if (length > MAX_BYTES) {
            throw new Malformed("the body is longer than " + MAX_BYTES + " bytes");
        }
        return new String(Arrays.copyOf(buffer, length), StandardCharsets.ISO_8859_1);
    }

    // A filter in front of this one may have read a parameter, and so made the container read the body.
    private static String parsedBefore(HttpServletRequest request) throws Malformed {
        String[] values = request.getParameterValues(NAME);
        if (values == null || values.length != 1 || values[0].isEmpty()) {
            throw new Malformed("logout_token is missing");
        }
        return values[0];
    }
}
