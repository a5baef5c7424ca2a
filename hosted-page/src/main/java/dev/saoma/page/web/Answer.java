package dev.saoma.page.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.saoma.page.signin.SetCookie;
import dev.saoma.page.view.RenderedPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is answered, before the headers that every answer has. Immutable. */
final class Answer {
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final ContentPolicy policy;
    private final Map<String, String> headers;
    private final List<SetCookie> cookies;

    private Answer(
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

    static Answer bytes(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, ContentPolicy.NOT_A_PAGE, Map.of(), List.of());
    }

    static Answer html(int status, RenderedPage page, ContentPolicy policy) {
        return new Answer(status, "text/html;charset=utf-8", page.utf8(), policy, Map.of(), List.of());
    }

    static Answer json(int status, Object value) {
        return jsonText(status, JSON.toJson(value));
    }

    static Answer jsonText(int status, String json) {
        return bytes(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String text) {
        return bytes(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** 303, since the method is never to be repeated there. */
    static Answer redirect(URI location) {
        return bytes(303, "", new byte[0]).with("Location", location.toASCIIString());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, policy, more, cookies);
    }

    Answer with(List<SetCookie> set) {
        List<SetCookie> more = new ArrayList<>(cookies);
        more.addAll(set);
        return new Answer(status, contentType, body, policy, headers, more);
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    ContentPolicy policy() {
        return policy;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<SetCookie> cookies() {
        return cookies;
    }
}
