package dev.saoma.page.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes responses, each with the full set of security headers.
 *
 * @see "OWASP ASVS 5.0, 3.4"
 */
public final class ResponseWriter {
    private static final String NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private final boolean https;
    private final String permissions;

    /** {@code wechatOrigin}: may reach WeChat on the same computer from its frame (quick sign-in). */
    public ResponseWriter(boolean https, String wechatOrigin) {
        this.https = https;
        String allowed = "=(self \"" + wechatOrigin + "\")";
        // The second is what newer browsers call that part of the first which is needed here.
        this.permissions = NO_DEVICES + ", local-network-access" + allowed + ", loopback-network" + allowed;
    }

    private ResponseWriter(boolean https) {
        this.https = https;
        this.permissions = NO_DEVICES;
    }

    /** Returns the writer for pages without WeChat's frame. */
    public static ResponseWriter withoutFrames(boolean https) {
        return new ResponseWriter(https);
    }

    /** Returns the writer for responses under a foreign host name: sets no browser policy for that name. */
    public static ResponseWriter bare() {
        return new ResponseWriter(false);
    }

    public void write(PageResponse answer, HttpServletResponse response, boolean withBody, boolean inPopupChain)
            throws IOException {
        response.setStatus(answer.status());
        security(answer, response, inPopupChain);
        response.setHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::setHeader);
        answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", text(cookie)));
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
        }
        body(answer.body(), response, withBody);
    }

    /**
     * All of it fits into the buffer and no length is given, since either would have the server send it at once and wait for
     * the client to read. So it is sent when the request is done with, by no thread of ours, and with its length.
     */
    private static void body(byte[] body, HttpServletResponse response, boolean withBody) throws IOException {
        if (!withBody && body.length > 0) {
            response.setContentLength(body.length);
        }
        if (withBody && body.length > 0) {
            response.setBufferSize(body.length + 1);
            response.getOutputStream().write(body);
        }
    }

    private void security(PageResponse answer, HttpServletResponse response, boolean inPopupChain) {
        ContentPolicy policy = answer.policy();
        response.setHeader("Content-Security-Policy", policy.value());
        if (policy.frameOptions() != null) {
            response.setHeader("X-Frame-Options", policy.frameOptions());
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", permissions);
        if (!inPopupChain) {
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private String text(SetCookie cookie) {
        return cookie.name() + "=" + cookie.value() + "; Path=/; Max-Age="
                + cookie.maxAge().toSeconds() + (cookie.forScripts() ? "" : "; HttpOnly") + "; SameSite="
                + (cookie.strict() ? "Strict" : "Lax")
                + (https ? "; Secure" : "");
    }
}
