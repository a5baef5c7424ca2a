package dev.saoma.page.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.saoma.page.view.RenderedPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A response, without the headers that every response has. Immutable. */
public final class PageResponse {
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final ContentPolicy policy;
    private final Map<String, String> headers;
    private final List<SetCookie> cookies;

    private PageResponse(
            int status,
            String contentType,
            byte[] body,
            ContentPolicy policy,
            Map<String, String> headers,
            List<SetCookie> cookies) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.policy = policy;
        this.headers = headers;
        this.cookies = cookies;
    }

    public static PageResponse bytes(int status, String contentType, byte[] body) {
        return new PageResponse(status, contentType, body, ContentPolicy.NOT_A_PAGE, Map.of(), List.of());
    }

    public static PageResponse html(int status, RenderedPage page, ContentPolicy policy) {
        return new PageResponse(status, "text/html;charset=utf-8", page.utf8(), policy, Map.of(), List.of());
    }

    /** Returns a response with a page that is already rendered as text. */
    public static PageResponse html(int status, String page, ContentPolicy policy) {
        byte[] utf8 = page.getBytes(StandardCharsets.UTF_8);
        return new PageResponse(status, "text/html;charset=utf-8", utf8, policy, Map.of(), List.of());
    }

    public static PageResponse json(int status, Object value) {
        return jsonText(status, JSON.toJson(value));
    }

    public static PageResponse jsonText(int status, String json) {
        return bytes(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static PageResponse text(int status, String text) {
        return bytes(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a redirect with status 303, since the method must never be repeated at the new address. */
    public static PageResponse redirect(URI location) {
        return bytes(303, "", new byte[0]).with("Location", location.toASCIIString());
    }

    public PageResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new PageResponse(status, contentType, body, policy, more, cookies);
    }

    public PageResponse with(List<SetCookie> set) {
        List<SetCookie> more = new ArrayList<>(cookies);
        more.addAll(set);
        return new PageResponse(status, contentType, body, policy, headers, more);
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] body() {
        return body;
    }

    public ContentPolicy policy() {
        return policy;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public List<SetCookie> cookies() {
        return cookies;
    }
}
