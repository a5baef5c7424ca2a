package dev.saoma.sandbox;

import dev.saoma.sandbox.model.SandboxTimings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks HTTP with a sandbox as a site, a browser and a phone do. */
final class Client {

    static final String APP_ID = "wx5aa0c0ffee123456";
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Pattern UUID = Pattern.compile("/connect/qrcode/([0-9A-Za-z_-]{16})\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    static WeChatSandbox.Builder sandbox() {
        return WeChatSandbox.builder().app(APP_ID, SECRET, "客户管理", "127.0.0.1").timings(SandboxTimings.quick());
    }

    static String authorize(String redirectUri, String state) {
        return "/connect/qrconnect?appid=" + APP_ID + "&scope=snsapi_login&redirect_uri="
                + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8) + "&state=" + state;
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    CompletableFuture<String> poll(String uuid, String more) {
        return http.sendAsync(
                        request("/connect/l/qrconnect?uuid=" + uuid + more).build(),
                        BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(HttpResponse::body);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Opens the sign-in page; returns the id of the QR code that it shows. */
    String openPage(String authorize) throws Exception {
        String page = get(authorize).body();
        Matcher uuid = UUID.matcher(page);
        if (!uuid.find()) {
            throw new AssertionError("no QR code in " + page);
        }
        return uuid.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(2));
    }
}
