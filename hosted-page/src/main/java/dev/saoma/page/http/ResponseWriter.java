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

    /**
     * Creates the writer for pages whose frame of {@code wechatOrigin} may reach WeChat on the same computer (quick
     * sign-in).
     */
    public ResponseWriter(boolean https, String wechatOrigin) {
        this.https = https;
        String allowed = "=(self \"" + wechatOrigin + "\")";
        // In newer browsers loopback-network is the part of local-network-access that is needed here.
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

    /** Returns the writer for responses under a foreign host name, without {@code Strict-Transport-Security}. */
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
     * The body fits into the buffer and its length is not set: otherwise the server would send it at once and wait for the
     * client to read. So the server sends it after the request, without blocking a thread of ours, and sets the length
     * itself.
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
