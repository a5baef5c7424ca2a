package dev.saoma.filter.internal.web;

import dev.saoma.filter.internal.seal.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A script of ours for the pages of the application. The same for all users, so caches may store it. Immutable. */
public final class Script {
    private final byte[] content;
    private final String tag;

    /** @param name of a file of ours */
    public Script(String name) {
        content = Resources.text(name).getBytes(StandardCharsets.UTF_8);
        tag = '"' + Base64.getUrlEncoder().encodeToString(Sha256.of(content)).substring(0, 16) + '"';
    }

    /** Writes the script, or 304 if the browser has it. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("text/javascript;charset=UTF-8");
        response.setContentLength(content.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(content);
        }
    }
}
