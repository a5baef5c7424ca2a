package dev.saoma.filter.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The provider: authorization code flow with PKCE, as strict as a real one about what it is sent, and confirming at once in
 * the name of a user. Thread-safe.
 */
final class LoopbackProvider {
    private final String clientId;
    private final String clientSecret;
    private final Tokens tokens;
    private final Supplier<@Nullable TestUser> next;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final HttpServer server;

    /** @param next the user who confirms; null for one who cancels */
    LoopbackProvider(String clientId, String clientSecret, Tokens tokens, Supplier<@Nullable TestUser> next) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.tokens = tokens;
        this.next = next;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "saoma-test-provider");
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration":
                    json(exchange, 200, Json.of(discovery()));
                    break;
                case "/jwks":
                    json(exchange, 200, tokens.jwks());
                    break;
                case "/authorize":
                    String back = authorize(Form.read(exchange.getRequestURI().getRawQuery()));
                    redirect(exchange, back);
                    break;
                case "/token":
                    token(exchange);
                    break;
                case "/logout":
                    logout(exchange);
                    break;
                default:
                    json(exchange, 404, "{}");
            }
        } catch (IllegalArgumentException e) {
            text(exchange, "TestSignIn: " + e.getMessage());
        } finally {
            exchange.close();
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("end_session_endpoint", issuer() + "/logout");
        document.put("response_types_supported", Collections.singletonList("code"));
        document.put("subject_types_supported", Collections.singletonList("public"));
        document.put("code_challenge_methods_supported", Collections.singletonList("S256"));
        document.put("id_token_signing_alg_values_supported", Collections.singletonList("RS256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    /**
     * Answers an authorization request: the address that the browser is sent back to.
     *
     * @throws IllegalArgumentException saying what is wrong with the request
     */
    String authorize(Map<String, String> request) {
        expect("client_id", clientId, request.get("client_id"));
        expect("response_type", "code", request.get("response_type"));
        expect("code_challenge_method", "S256", request.get("code_challenge_method"));
        String redirectUri = request.get("redirect_uri");
        if (redirectUri == null || !redirectUri.matches("https?://[^#]+")) {
            throw new IllegalArgumentException("redirect_uri is missing or no URL");
        }
        Map<String, String> answer = new LinkedHashMap<>();
        TestUser user = next.get();
        if (user == null) {
            answer.put("error", "access_denied");
        } else {
            String code = tokens.random();
            grants.put(code, new Grant(user, request));
            answer.put("code", code);
        }
        if (request.containsKey("state")) {
            answer.put("state", request.get("state"));
        }
        answer.put("iss", issuer());
        return Form.append(redirectUri, answer);
    }

    private static void expect(String name, String expected, @Nullable String actual) {
        if (!expected.equals(actual)) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = Form.read(body(exchange));
        if (!isClient(exchange.getRequestHeaders().getFirst("Authorization"), form)) {
            json(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Grant grant = grants.remove(String.valueOf(form.get("code")));
        if (grant == null || !grant.fits(form)) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.random());
        answer.put("token_type", "Bearer");
        answer.put("id_token", tokens.sign("JWT", claims(grant.user, grant.request.get("nonce"))));
        json(exchange, 200, Json.of(answer));
    }

    private boolean isClient(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            // A public client shows its verifier instead.
            return clientId.equals(form.get("client_id")) && !form.containsKey("client_secret")
                    || clientId.equals(form.get("client_id")) && clientSecret.equals(form.get("client_secret"));
        }
        String pair = authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.US_ASCII)
                : "";
        int colon = pair.indexOf(':');
        return colon > 0
                && clientId.equals(Form.decode(pair.substring(0, colon)))
                && clientSecret.equals(Form.decode(pair.substring(colon + 1)));
    }

    /** Claims of a token about a user; without a nonce for a bearer token. */
    Map<String, Object> claims(TestUser user, @Nullable String nonce) {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("aud", clientId);
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("auth_time", now);
        claims.put("sid", "test-" + user.subject());
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        claims.putAll(user.claims());
        return claims;
    }

    // OpenID Connect RP-Initiated Logout 1.0, without asking.
    private static void logout(HttpExchange exchange) throws IOException {
        Map<String, String> request = Form.read(exchange.getRequestURI().getRawQuery());
        String target = request.get("post_logout_redirect_uri");
        String state = request.get("state");
        if (target == null) {
            json(exchange, 200, "{}");
        } else {
            redirect(exchange, state == null ? target : Form.append(target, Collections.singletonMap("state", state)));
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(303, -1);
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    private static void text(HttpExchange exchange, String body) throws IOException {
        send(exchange, 400, "text/plain; charset=utf-8", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String body(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        InputStream in = exchange.getRequestBody();
        for (int read; (read = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, read);
        }
        return new String(out.toByteArray(), StandardCharsets.US_ASCII);
    }

    private static final class Grant {
        private final TestUser user;
        private final Map<String, String> request;

        Grant(TestUser user, Map<String, String> request) {
            this.user = user;
            this.request = request;
        }

        boolean fits(Map<String, String> form) {
            String verifier = form.get("code_verifier");
            return verifier != null
                    && Tokens.s256(verifier).equals(request.get("code_challenge"))
                    && request.get("redirect_uri").equals(form.get("redirect_uri"));
        }
    }
}
