package dev.saoma.bench;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenID provider on loopback that approves at once, the same for every peer. Checks what a sign-in depends on. */
final class LocalProvider implements AutoCloseable {
    static final String CLIENT_ID = "crm";
    static final String CLIENT_SECRET = "secret-of-the-benchmark-0123456789";
    static final String SUBJECT = "o6_bmasdasdsad6_2sgVt7hMZOPfL";

    final KeyPair keys = Jwts.SIG.RS256.keyPair().build();

    private final HttpServer server;
    private final Gson gson = new Gson();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    LocalProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                route(exchange);
            }
        });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An RS256 ID token about the one user there is. */
    String idToken(Map<String, ?> more) {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", SUBJECT);
        claims.put("aud", CLIENT_ID);
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("name", "张伟 😀");
        claims.put("picture", "https://thirdwx.qlogo.cn/mmopen/vi_32/Q0j4TwGTfTKiaV6jHB3lXx9g/132");
        claims.put("roles", List.of("admin", "owner"));
        claims.putAll(more);
        return Jwts.builder()
                .header()
                .keyId("k1")
                .type("JWT")
                .and()
                .claims(claims)
                .signWith(keys.getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    private void route(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> json(exchange, 200, discovery());
            case "/jwks" -> json(exchange, 200, keySet());
            case "/authorize" -> authorize(exchange);
            case "/token" -> token(exchange);
            default -> json(exchange, 404, Map.of());
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    private Map<String, Object> keySet() {
        Map<String, Object> key = new LinkedHashMap<>();
        Jwks.builder().key((RSAPublicKey) keys.getPublic()).id("k1").build().forEach(key::put);
        key.put("use", "sig");
        key.put("alg", "RS256");
        return Map.of("keys", List.of(key));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = Urls.parameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, query);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("state", query.get("state"));
        answer.put("iss", issuer());
        String target = query.get("redirect_uri");
        exchange.getResponseHeaders().set("Location", target + (target.contains("?") ? "&" : "?") + Urls.form(answer));
        exchange.sendResponseHeaders(303, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                Urls.parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> request = codes.remove(form.get("code"));
        if (request == null
                || exchange.getRequestHeaders().getFirst("Authorization") == null
                || !request.get("code_challenge").equals(s256(form.get("code_verifier")))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "opaque",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        3600,
                        "id_token",
                        idToken(Map.of("nonce", request.get("nonce")))));
    }

    private static String s256(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = gson.toJson(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
