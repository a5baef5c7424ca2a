package dev.saoma.filter.internal.web;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of a filter that cannot start. It is built without the servlet API, so that it also works in a container for the
 * other API. Immutable.
 */
public final class RefusalPage {
    public static final int STATUS = 503;
    public static final String CONTENT_TYPE = "text/html;charset=UTF-8";

    private static final String KEY = "not_started";
    private static final String BARE = "<!doctype html><meta charset=\"utf-8\"><title>503</title>"
            + "<p>登录功能未能启动，请联系管理员。</p><p>The sign-in of this application has not started.</p>";

    private final String html;
    private final Map<String, String> headers;

    private RefusalPage(String html, Map<String, String> headers) {
        this.html = html;
        this.headers = Collections.unmodifiableMap(headers);
    }

    /** @param acceptLanguage the browser's languages; null for none */
    public static RefusalPage of(@Nullable String acceptLanguage) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        try {
            List<Texts> languages =
                    Arrays.asList(Texts.load("zh-CN", "texts_zh.properties"), Texts.load("en", "texts_en.properties"));
            Texts texts = Texts.choose(languages, acceptLanguage);
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Map<String, String> values = new HashMap<>();
            values.put("language", texts.language());
            values.put("nonce", nonce);
            values.put("kind", KEY);
            values.put("title", texts.get(KEY + ".title"));
            values.put("text", texts.get(KEY + ".text"));
            String html = Html.page("page").fill(values);
            headers.putAll(Html.headers(texts.language(), "style-src 'nonce-" + nonce + "'"));
            return new RefusalPage(html, headers);
        } catch (RuntimeException | LinkageError e) {
            // The jar is damaged, and that may be why the filter has not started.
            return new RefusalPage(BARE, headers);
        }
    }

    public String html() {
        return html;
    }

    /** Returns the response headers; unmodifiable. */
    public Map<String, String> headers() {
        return headers;
    }
}
