package dev.saoma.filter.support;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A strict OpenID provider on loopback that approves at once. It checks what it is sent as a real one would, and misbehaves
 * only where a test tells it to.
 */
public final class TestProvider implements AutoCloseable {
    public static final String CLIENT_ID = "crm";
    public static final String CLIENT_SECRET = "s3cret/with+odd:characters 中文 7Yp2Kd";

    private static final String ACCESS_TOKEN = "SlAV32hkKG.opaque~1_x";

    /** Signs all ID tokens. */
    public static final KeyPair KEY = Jwts.SIG.RS256.keyPair().build();

    private final Clock clock;
    private final int port;
    private final Gson gson = new Gson();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private HttpServer server;

    public final AtomicInteger tokenRequests = new AtomicInteger();
    public final AtomicInteger keyRequests = new AtomicInteger();
    public final AtomicInteger discoveryRequests = new AtomicInteger();

    /** What the last browser that came to sign out asked for. */
    public volatile Map<String, String> endSession = Map.of();

    public volatile Consumer<Map<String, Object>> metadata = document -> {};
    public volatile Consumer<Map<String, Object>> claims = all -> {};
    public volatile Consumer<Map<String, String>> answer = parameters -> {};
    public volatile UnaryOperator<String> token = jwt -> jwt;
    public volatile String keyId = "k1";
    public volatile String keySet = "";
    /** What UserInfo says beside the subject; null if there is no such endpoint. */
    public volatile Map<String, Object> userInfo;

    public volatile String userInfoSubject = "";
    public volatile int userInfoStatus = 200;
    public volatile String userInfoBody = "";
    public volatile Runnable beforeUserInfo = () -> {};
    public final AtomicInteger userInfoRequests = new AtomicInteger();

    /** Whether the address is registered to which browsers return after a sign-out. */
    public volatile boolean knowsReturnUri = true;
    /** As Spring Authorization Server: nobody signs out without an ID token. */
    public volatile boolean signOutNeedsHint;

    /** How a client shows its secret. */
    public enum SecretIn {
        BASIC,
        /** In Basic without decoding it, as some providers read it. */
        RAW_BASIC,
        FORM
    }

    public volatile SecretIn secretIn = SecretIn.BASIC;
    /** What wrong credentials are answered with, with status 401; Keycloak says unauthorized_client. */
    public volatile String wrongCredentials = "invalid_client";

    public volatile int tokenStatus = 200;
    public volatile String tokenBody = "";
    public volatile Runnable beforeToken = () -> {};
    public volatile Runnable beforeKeys = () -> {};
    public volatile Runnable otherRequest = () -> {};
    public volatile String subject = "o6_bmasdasdsad6_2sgVt7hMZOPfL";

    public TestProvider(Clock clock) throws IOException {
        this.clock = clock;
        start(0);
        this.port = server.getAddress().getPort();
    }

    private void start(int on) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", on), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                route(exchange);
            }
        });
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** From now on connections are refused. */
    public void goDown() {
        server.stop(0);
    }

    public void comeBack() throws IOException {
        start(port);
    }

    private void route(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> {
                discoveryRequests.incrementAndGet();
                json(exchange, 200, gson.toJson(discovery()));
            }
            case "/jwks" -> {
                keyRequests.incrementAndGet();
                beforeKeys.run();
                json(exchange, 200, keySet.isEmpty() ? keys() : keySet);
            }
            case "/authorize" -> authorize(exchange);
            case "/end-session" -> endSession(exchange);
            case "/userinfo" -> {
                userInfoRequests.incrementAndGet();
                beforeUserInfo.run();
                userInfo(exchange);
            }
            case "/token" -> {
                tokenRequests.incrementAndGet();
                beforeToken.run();
                token(exchange);
            }
            default -> {
                otherRequest.run();
                json(exchange, 404, "{}");
            }
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("response_types_supported", List.of("code"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "none"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("authorization_response_iss_parameter_supported", true);
        if (secretIn == SecretIn.FORM) {
            document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        }
        if (userInfo != null) {
            document.put("userinfo_endpoint", issuer() + "/userinfo");
        }
        metadata.accept(document);
        return document;
    }

    public String keys() {
        var jwk = Jwks.builder().key((RSAPublicKey) KEY.getPublic()).id(keyId).build();
        Map<String, Object> members = new LinkedHashMap<>();
        jwk.forEach(members::put);
        members.put("use", "sig");
        members.put("alg", "RS256");
        return gson.toJson(Map.of("keys", List.of(members)));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = Form.read(exchange.getRequestURI().getRawQuery());
        require("code".equals(query.get("response_type")), "response_type");
        require(CLIENT_ID.equals(query.get("client_id")), "client_id");
        require(List.of(query.get("scope").split(" ")).contains("openid"), "scope");
        require("S256".equals(query.get("code_challenge_method")), "code_challenge_method");
        require(query.get("code_challenge").length() == 43, "code_challenge");
        require(query.get("state").length() >= 43 && query.get("nonce").length() >= 43, "state, nonce");
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().encodeToString(bytes);
        codes.put(code, query);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        parameters.put("state", query.get("state"));
        parameters.put("iss", issuer());
        answer.accept(parameters);
        exchange.getResponseHeaders().set("Location", query.get("redirect_uri") + "?" + Form.write(parameters));
        exchange.sendResponseHeaders(303, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        if (tokenStatus != 200 || !tokenBody.isEmpty()) {
            json(exchange, tokenStatus, tokenBody);
            return;
        }
        require("POST".equals(exchange.getRequestMethod()), "method");
        Map<String, String> form =
                Form.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!isAuthenticated(authorization, form)) {
            json(exchange, 401, "{\"error\":\"" + wrongCredentials + "\"}");
            return;
        }
        Map<String, String> request = codes.remove(form.get("code"));
        if (request == null
                || !request.get("redirect_uri").equals(form.get("redirect_uri"))
                || !request.get("code_challenge").equals(s256(form.get("code_verifier")))) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String jwt = token.apply(idToken(request.get("nonce")));
        json(exchange, 200, gson.toJson(Map.of("access_token", ACCESS_TOKEN, "token_type", "Bearer", "id_token", jwt)));
    }

    private boolean isAuthenticated(String authorization, Map<String, String> form) {
        if (authorization == null) {
            return CLIENT_ID.equals(form.get("client_id"))
                    && (secretIn != SecretIn.FORM || CLIENT_SECRET.equals(form.get("client_secret")));
        }
        if (secretIn == SecretIn.FORM) {
            return false;
        }
        String[] pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                .split(":", -1);
        return !form.containsKey("client_secret")
                && pair.length == 2
                && secretIn == SecretIn.BASIC
                && CLIENT_ID.equals(URLDecoder.decode(pair[0], StandardCharsets.UTF_8))
                && CLIENT_SECRET.equals(URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        if (!("Bearer " + ACCESS_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, "{}");
            return;
        }
        Map<String, Object> all = new LinkedHashMap<>(userInfo);
        all.put("sub", userInfoSubject.isEmpty() ? subject : userInfoSubject);
        json(exchange, userInfoStatus, userInfoBody.isEmpty() ? gson.toJson(all) : userInfoBody);
    }

    private void endSession(HttpExchange exchange) throws IOException {
        Map<String, String> query = Form.read(exchange.getRequestURI().getRawQuery());
        String returnUri = query.get("post_logout_redirect_uri");
        boolean refused =
                signOutNeedsHint && query.get("id_token_hint") == null || returnUri != null && !knowsReturnUri;
        if (refused || returnUri == null) {
            json(exchange, refused ? 400 : 200, "<html>");
            return;
        }
        endSession = query;
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        query.get("post_logout_redirect_uri") + "?" + Form.write(Map.of("state", query.get("state"))));
        exchange.sendResponseHeaders(303, -1);
    }

    /** From now on signing out is offered, at {@code /end-session}. */
    public TestProvider offeringSignOut() {
        metadata = document -> document.put("end_session_endpoint", issuer() + "/end-session");
        return this;
    }

    /** A logout token, with members put in or, where the value is null, left out. */
    public String logoutToken(Map<String, Object> changes) {
        Map<String, Object> all = claims(120);
        all.put("jti", UUID.randomUUID().toString());
        all.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change(all, changes);
        return signed("logout+jwt", all);
    }

    /** A token as a program would send it, with members put in or, where the value is null, left out. */
    public String bearerToken(Map<String, Object> changes) {
        Map<String, Object> all = aboutTheUser(Map.of());
        change(all, changes);
        return signed("JWT", all);
    }

    private String idToken(String nonce) {
        return signed("JWT", aboutTheUser(Map.of("nonce", nonce)));
    }

    private Map<String, Object> aboutTheUser(Map<String, Object> more) {
        Map<String, Object> all = claims(3600);
        all.putAll(more);
        all.put("name", "张伟 😀");
        all.put("picture", "https://thirdwx.qlogo.cn/mmopen/x/132");
        all.put("roles", List.of("admin", "owner"));
        claims.accept(all);
        return all;
    }

    private Map<String, Object> claims(long seconds) {
        long now = clock.millis() / 1000;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iss", issuer());
        all.put("sub", subject);
        all.put("aud", CLIENT_ID);
        all.put("iat", now);
        all.put("exp", now + seconds);
        return all;
    }

    private static void change(Map<String, Object> claims, Map<String, Object> changes) {
        changes.forEach((name, value) -> {
            if (value == null) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
    }

    private String signed(String type, Map<String, Object> claims) {
        return Jwts.builder()
                .header()
                .keyId(keyId)
                .type(type)
                .and()
                .content(gson.toJson(claims))
                .signWith(KEY.getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    private static String s256(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("the filter sent something wrong: " + what);
        }
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
