package dev.saoma.bench.page;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser, and the application that they want to use. Every response is checked. */
final class Visitor {
    static final String CALLBACK = "http://localhost:8080/crm/saoma/callback";
    static final String SECRET = "crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Pattern STATE = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([A-Za-z0-9_-]+)");
    private static final Pattern SIGNED = Pattern.compile("\"ey[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"");
    private static final AtomicLong NUMBER = new AtomicLong();

    private final HttpClient client;
    private final URI issuer;
    private final LongAdder signIns = new LongAdder();
    private final LongAdder signed = new LongAdder();

    Visitor(HttpClient client, URI issuer) {
        this.client = client;
        this.issuer = issuer;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** @param cookie the cookie that the browser then has */
    record Begun(String state, String cookie) {}

    Begun loginPage() {
        String number = Long.toString(NUMBER.incrementAndGet());
        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(issuer + "/authorize?"
                        + query(Map.of(
                                "client_id",
                                "crm",
                                "redirect_uri",
                                CALLBACK,
                                "response_type",
                                "code",
                                "scope",
                                "openid profile",
                                "state",
                                "state-" + number,
                                "nonce",
                                "nonce-" + number,
                                "code_challenge",
                                CHALLENGE,
                                "code_challenge_method",
                                "S256"))))
                .GET());
        Matcher state = STATE.matcher(page.body());
        that(page.statusCode() == 200 && state.find(), "a login page", page);
        String cookie = page.headers().firstValue("Set-Cookie").orElse("");
        return new Begun(state.group(1), cookie.split(";", 2)[0]);
    }

    /** Scans and confirms; returns the code that the application receives. */
    String scan(Begun begun) {
        HttpResponse<String> answer = callback(begun);
        String location = answer.headers().firstValue("Location").orElse("");
        Matcher code = CODE.matcher(location);
        that(answer.statusCode() == 303 && location.startsWith(CALLBACK) && code.find(), "the way back", answer);
        return code.group(1);
    }

    /** Scans as {@link #scan} does; returns an empty text if the person is not admitted. */
    String scanWhoeverMayComeIn(Begun begun) {
        HttpResponse<String> answer = callback(begun);
        Matcher code = CODE.matcher(answer.headers().firstValue("Location").orElse(""));
        that(answer.statusCode() == 403 || answer.statusCode() == 303 && code.find(), "the way back", answer);
        return answer.statusCode() == 403 ? "" : code.group(1);
    }

    /** Scans and confirms; returns the status of the response. */
    int tryToScan(Begun begun) {
        return callback(begun).statusCode();
    }

    private HttpResponse<String> callback(Begun begun) {
        return send(HttpRequest.newBuilder(URI.create(
                        issuer + "/wechat/callback?code=scan-" + NUMBER.incrementAndGet() + "&state=" + begun.state()))
                .header("Cookie", begun.cookie())
                .GET());
    }

    void token(String code) {
        HttpResponse<String> answer = tokenCall(code);
        that(answer.statusCode() == 200 && answer.body().contains("\"id_token\":\"ey"), "tokens", answer);
        signIns.increment();
        signed.add(SIGNED.matcher(answer.body()).results().count());
    }

    /** Returns how many signed tokens an application received per sign-in. */
    double signedForEach() {
        return signed.sum() / (double) signIns.sum();
    }

    /** Returns the requests that need no WeChat: keys, discovery, a probe, and an invalid code. */
    List<Runnable> otherRequests() {
        return List.of(
                () -> good("/jwks"),
                () -> good("/.well-known/openid-configuration"),
                () -> good("/health/live"),
                () -> good("/health/ready"),
                () -> {
                    HttpResponse<String> answer = tokenCall("A".repeat(43));
                    that(answer.body().contains("invalid_grant"), "a refusal", answer);
                });
    }

    private void good(String path) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(issuer + path)).GET());
        that(answer.statusCode() == 200, path, answer);
    }

    private HttpResponse<String> tokenCall(String code) {
        return send(HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", CALLBACK,
                        "code_verifier", VERIFIER,
                        "client_id", "crm",
                        "client_secret", SECRET)))));
    }

    void bare(URI uri) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri).GET());
        that(answer.statusCode() == 200 && answer.body().length() == 1024, "a kilobyte", answer);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void that(boolean good, String expected, HttpResponse<String> answer) {
        if (!good) {
            throw new IllegalStateException(
                    "expected " + expected + ", got " + answer.statusCode() + " " + answer.body());
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
