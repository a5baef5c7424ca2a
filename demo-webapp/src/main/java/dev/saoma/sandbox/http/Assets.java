package dev.saoma.sandbox.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scripts and style sheets of the pages, under {@code /sandbox/}. */
public final class Assets {

    private static final List<String> SCRIPTS = List.of("qrconnect.js", "phone.js", "in-app.js");
    private static final List<String> STYLES = List.of("qr-old.css", "qr-new.css", "phone.css", "in-app.css");

    private final Map<String, Reply> replies = new HashMap<>();

    /** Loads the files. */
    public Assets() {
        SCRIPTS.forEach(name -> add(name, "text/javascript; charset=utf-8"));
        STYLES.forEach(name -> add(name, "text/css; charset=utf-8"));
    }

    /** Returns the file at the path, or 404. */
    public Reply answer(Call call) {
        Reply found = replies.get(call.path().substring("/sandbox/".length()));
        return found == null ? Reply.plain(404, "no such file") : found;
    }

    private void add(String name, String contentType) {
        replies.put(name, new Reply(200, contentType, Template.read(name), Map.of()));
    }
}
