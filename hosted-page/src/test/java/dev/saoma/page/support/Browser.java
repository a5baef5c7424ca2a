package dev.saoma.page.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps cookies, follows no redirect, and can begin and finish sign-ins as our pages would. */
public final class Browser {
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Pattern STATE = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"");

    /** One for all browsers, which share no cookies: making a client costs more than dozens of requests. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofMinutes(1))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final URI issuer;
    private final List<URI> nodes;
    private final AtomicInteger requests = new AtomicInteger();
    public final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(URI issuer) {
        this(List.of(issuer));
    }

    /**
     * Creates a browser in front of several nodes of one page, which get its requests in turn; the first has the issuer's
     * address.
     */
    public Browser(List<URI> nodes) {
        this.issuer = nodes.get(0);
        this.nodes = nodes;
    }

    private URI at(String path) {
        return URI.create(nodes.get(requests.getAndIncrement() % nodes.size()) + path);
    }

    public URI issuer() {
        return issuer;
    }

    /** Returns the name of the cookie that holds the token of the page session. */
    public String sessionCookie() {
        return cookies.keySet().stream()
                .filter(name -> name.contains("saoma-session-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no page session: " + cookies.keySet()));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(at(path)).GET(), headers);
    }

    public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(query(form))),
                headers);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (setCookie.contains("Max-Age=0;")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    /** Returns a valid request, for tests to change. */
    public static Map<String, String> crm() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", "crm");
        request.put("redirect_uri", PageUnderTest.CRM_CALLBACK);
        request.put("response_type", "code");
        request.put("scope", "openid profile");
        request.put("state", "app-state");
        request.put("nonce", "app-nonce");
        request.put("code_challenge", CHALLENGE);
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** Returns a valid request like {@link #crm}, of the public client. */
    public static Map<String, String> shop() {
        Map<String, String> request = crm();
        request.put("client_id", "shop");
        request.put("redirect_uri", PageUnderTest.SHOP_CALLBACK);
        return request;
    }

    public HttpResponse<String> authorize(Map<String, String> request) {
        return get("/authorize?" + query(request));
    }

    /** Begins a sign-in and returns WeChat's state. */
    public String begin(Map<String, String> request) {
        return state(authorize(request));
    }

    /** Returns WeChat's state from a page that shows the QR code. */
    public static String state(HttpResponse<String> page) {
        Matcher matcher = STATE.matcher(page.body());
        if (page.statusCode() != 200 || !matcher.find()) {
            throw new AssertionError("no login page: " + page.statusCode() + " " + page.body());
        }
        return matcher.group(1);
    }

    public HttpResponse<String> callback(String state, String code) {
        return get("/wechat/callback?code=" + encode(code) + "&state=" + state);
    }

    /** Signs in, all the way to the application, and returns the parameters that it gets. */
    public Map<String, String> signIn(Map<String, String> request, String wechatCode) {
        HttpResponse<String> answer = callback(begin(request), wechatCode);
        if (answer.statusCode() != 303) {
            throw new AssertionError("no redirect: " + answer.statusCode() + " " + answer.body());
        }
        return parameters(location(answer));
    }

    public HttpResponse<String> token(String code, String... headers) {
        return tokenOf("crm", PageUnderTest.CRM_SECRET, code, headers);
    }

    /** Exchanges the code as that application, which shares crm's redirect URI. */
    public HttpResponse<String> tokenOf(String clientId, String clientSecret, String code, String... headers) {
        return post(
                "/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        PageUnderTest.CRM_CALLBACK,
                        "code_verifier",
                        VERIFIER,
                        "client_id",
                        clientId,
                        "client_secret",
                        clientSecret),
                headers);
    }

    public static URI location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    public static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
