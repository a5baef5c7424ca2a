package dev.saoma.page.http;

import dev.saoma.page.oidc.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request, parsed strictly and without the container's own parsing of parameters. */
public final class PageRequest {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** How much of a body that is too long is read nevertheless: a browser that is still sending does not read the response. */
    private static final int MAX_SWALLOWED = 64 * 1024;

    private static final int MAX_LARGE = 512 * 1024;

    private final HttpServletRequest request;
    private @Nullable Parameters query;
    private @Nullable Parameters form;
    private @Nullable HttpError refused;
    private boolean bodyRead;
    private Gate.@Nullable Pass pass;

    public PageRequest(HttpServletRequest request) {
        this.request = request;
    }

    /** Sets the pass that the request is charged to from now on. */
    public void with(Gate.Pass pass) {
        this.pass = pass;
    }

    /** Charges the budget, since the request is accepted and is about to call other systems or store values. */
    public void spend() throws HttpError {
        if (pass != null) {
            pass.spend();
        }
    }

    /** Returns the client's address, if known. */
    public Optional<String> clientAddress() {
        return pass == null ? Optional.empty() : pass.address();
    }

    public String method() {
        return request.getMethod();
    }

    /** Returns the path below the servlet, wherever the servlet is mapped. */
    public String path() {
        String path = request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT || isOutside()
                ? request.getServletPath()
                : request.getPathInfo();
        return path == null ? "" : path;
    }

    /** Whether the request is for a file outside the page's own path, which the server maps to the servlet at the root. */
    public boolean isOutside() {
        return request.getHttpServletMapping().getMappingMatch() == MappingMatch.EXTENSION;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Returns {@code Host}, or {@code :authority} in HTTP/2. */
    public String host() {
        String host = request.getHeader("Host");
        return host != null ? host : request.getServerName() + ":" + request.getServerPort();
    }

    /**
     * Returns the cookies, parsed here: some containers refuse the request, or drop further cookies, because of another
     * application's.
     */
    public SentCookies cookies() {
        return SentCookies.of(headers("Cookie"));
    }

    public Parameters query() throws HttpError {
        Parameters read = query == null ? readQuery() : query;
        query = read;
        return read;
    }

    private Parameters readQuery() throws HttpError {
        String text = request.getQueryString();
        return text == null ? Parameters.none() : parse(text, Parameters.MAX_CHARS);
    }

    public boolean hasQuery() {
        return request.getQueryString() != null && !request.getQueryString().isEmpty();
    }

    /** Returns the address of the connection's peer. */
    public String peer() {
        return String.valueOf(request.getRemoteAddr());
    }

    /**
     * Returns the form in the body, which is read only once. The query must be empty: if both had a parameter, programs
     * could disagree about its value, and a secret in the query would end up in logs.
     */
    public Parameters form() throws HttpError, IOException {
        return form(Parameters.MAX_CHARS);
    }

    /** Returns a form with a large text, of at most 512 KB as sent. */
    public Parameters largeForm() throws HttpError, IOException {
        return form(MAX_LARGE);
    }

    private Parameters form(int most) throws HttpError, IOException {
        if (refused != null) {
            throw refused;
        }
        try {
            Parameters read = form == null ? readForm(most) : form;
            form = read;
            return read;
        } catch (HttpError e) {
            refused = e;
            throw e;
        }
    }

    /**
     * Whether a body, or part of one, has not been read. On HTTP/1.x a server then closes the connection after the
     * response, and a client that does not expect it loses its next request (RFC 9112, section 9.6).
     */
    public boolean mustHangUp() {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return body && !bodyRead && request.getProtocol().startsWith("HTTP/1.");
    }

    private Parameters readForm(int most) throws HttpError, IOException {
        byte[] body = body(FORM, most);
        if (hasQuery()) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "the parameters of a POST must all be in its body, and the address must have no query (?…)");
        }
        return parse(new String(body, StandardCharsets.ISO_8859_1), most);
    }

    /** Returns the JSON in the body. */
    public String json() throws HttpError, IOException {
        return new String(body("application/json", Parameters.MAX_CHARS), StandardCharsets.UTF_8);
    }

    private byte[] body(String expectedType, int most) throws HttpError, IOException {
        String type = header("Content-Type").orElse("");
        String mediaType = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals(expectedType)) {
            throw new HttpError(ErrorCode.WRONG_MEDIA_TYPE, "Content-Type must be " + expectedType);
        }
        if (header("Content-Encoding").isPresent()) {
            throw new HttpError(ErrorCode.WRONG_MEDIA_TYPE, "Content-Encoding is not supported");
        }
        long announced = request.getContentLengthLong();
        if (announced > most) {
            bodyRead = announced <= MAX_SWALLOWED
                    && request.getInputStream().readNBytes((int) announced).length == announced;
            throw tooLarge(most);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        bodyRead = true;
        return body;
    }

    private static Parameters parse(String encoded, int most) throws HttpError {
        try {
            return Parameters.parse(encoded, most);
        } catch (Parameters.Malformed e) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static HttpError tooLarge(int most) {
        return new HttpError(ErrorCode.TOO_LARGE, "the body must not be longer than " + most + " bytes");
    }
}
