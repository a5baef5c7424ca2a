package dev.saoma.filter.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The provider: authorization code flow with PKCE, as strict as a real one about requests, with a user who confirms at once.
 * Thread-safe.
 *
 * <p>The methods that create responses can be overridden: the filter's own tests have a provider that misbehaves.
 */
abstract class LoopbackProvider implements AutoCloseable {
    private final String clientId;
    private final String clientSecret;
    private final Tokens tokens;
    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final int port;
    private HttpServer server;
    private @Nullable ClosedPort down;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refusing;

    LoopbackProvider(String clientId, String clientSecret, Tokens tokens, Clock clock) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.tokens = tokens;
        this.clock = clock;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "saoma-test-provider");
            thread.setDaemon(true);
            return thread;
        });
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer listen(int at) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at), 0);
            started.setExecutor(threads);
            started.createContext("/", this::answer);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the user who confirms this sign-in; null if the user cancels it. */
    abstract @Nullable TestUser next();

    public final String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Refuses connections from now on. */
    public final synchronized void goDown() {
        server.stop(0);
        down = new ClosedPort(port);
    }

    /** Listens again, at the same address. */
    public final synchronized void comeBack() {
        release();
        server = listen(port);
    }

    private void release() {
        if (down != null) {
            down.close();
        }
    }

    /** Delays each response by this time from now on. */
    public final void delay(Duration time) {
        delay = time;
    }

    /** Refuses the next code, as if it had expired. */
    public final void refuseNextCode() {
        refusing = true;
    }

    @Override
    public final synchronized void close() {
        server.stop(0);
        release();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Thread.sleep(delay.toMillis());
            Response response;
            try {
                response = respond(exchange);
            } catch (IllegalArgumentException e) {
                response = Response.text(400, "TestSignIn: " + e.getMessage());
            }
            response.send(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed meanwhile: the client no longer waits for the response.
        } finally {
            exchange.close();
        }
    }

    /** Returns the response to a request. */
    Response respond(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration":
                return Response.json(200, Json.of(discovery()));
            case "/jwks":
                return Response.json(200, keys());
            case "/authorize":
                return Response.redirect(authorize(Form.read(query)));
            case "/token":
                expect("method", "POST", exchange.getRequestMethod());
                return token(
                        exchange.getRequestHeaders().getFirst("Authorization"), Form.read(exchange.getRequestBody()));
            case "/end-session":
                return endSession(Form.read(query));
            default:
                return Response.json(404, "{}");
        }
    }

    Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("end_session_endpoint", issuer() + "/end-session");
        document.put("response_types_supported", Collections.singletonList("code"));
        document.put("subject_types_supported", Collections.singletonList("public"));
        document.put("code_challenge_methods_supported", Collections.singletonList("S256"));
        document.put(
                "token_endpoint_auth_methods_supported",
                Arrays.asList("client_secret_basic", "client_secret_post", "none"));
        document.put("id_token_signing_alg_values_supported", Collections.singletonList("RS256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    String keys() {
        return tokens.jwks();
    }

    /**
     * Handles an authorization request; returns the URL that the browser is redirected back to.
     *
     * @throws IllegalArgumentException stating what is wrong with the request
     */
    final String authorize(Map<String, String> request) {
        check(request);
        return Form.append(request.get("redirect_uri"), authorization(request));
    }

    /** @throws IllegalArgumentException stating what is wrong with the request */
    void check(Map<String, String> request) {
        expect("client_id", clientId, request.get("client_id"));
        expect("response_type", "code", request.get("response_type"));
        expect("code_challenge_method", "S256", request.get("code_challenge_method"));
        if (!String.valueOf(request.get("code_challenge")).matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("code_challenge is missing or no SHA-256");
        }
        if (!Arrays.asList(String.valueOf(request.get("scope")).split(" ")).contains("openid")) {
            throw new IllegalArgumentException("scope has no openid");
        }
        if (!String.valueOf(request.get("redirect_uri")).matches("https?://[^#]+")) {
            throw new IllegalArgumentException("redirect_uri is missing or no URL");
        }
    }

    /** Returns the parameters of the authorization response. */
    Map<String, String> authorization(Map<String, String> request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        TestUser user = next();
        if (user == null) {
            parameters.put("error", "access_denied");
        } else {
            String code = tokens.random();
            grants.put(code, new Grant(user, request));
            parameters.put("code", code);
        }
        if (request.containsKey("state")) {
            parameters.put("state", request.get("state"));
        }
        parameters.put("iss", issuer());
        return parameters;
    }

    private static void expect(String name, String expected, @Nullable String actual) {
        if (!expected.equals(actual)) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
        }
    }

    /** Handles a token request with this {@code Authorization} header. */
    Response token(@Nullable String authorization, Map<String, String> form) {
        if (!isClient(authorization, form)) {
            return Response.error(401, "invalid_client");
        }
        Grant grant = grants.remove(String.valueOf(form.get("code")));
        boolean refused = refusing;
        refusing = false;
        if (refused || grant == null || !grant.fits(form)) {
            return Response.error(400, "invalid_grant");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", accessToken());
        members.put("token_type", "Bearer");
        members.put("expires_in", 3600);
        members.put("id_token", idToken(grant.user(), grant.nonce()));
        return Response.json(200, Json.of(members));
    }

    boolean isClient(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            // A public client sends its verifier instead.
            String secret = form.get("client_secret");
            return clientId.equals(form.get("client_id")) && (secret == null || clientSecret.equals(secret));
        }
        String pair = authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.US_ASCII)
                : "";
        int colon = pair.indexOf(':');
        // RFC 6749, 2.3: no more than one authentication method per request.
        return colon > 0
                && !form.containsKey("client_secret")
                && clientId.equals(Form.decode(pair.substring(0, colon)))
                && clientSecret.equals(Form.decode(pair.substring(colon + 1)));
    }

    String accessToken() {
        return tokens.random();
    }

    /** Returns an ID token; without a nonce it is a bearer token. */
    String idToken(TestUser user, @Nullable String nonce) {
        return tokens.sign("JWT", claims(user, nonce));
    }

    Map<String, Object> claims(TestUser user, @Nullable String nonce) {
        long now = clock.millis() / 1000;
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

    // OpenID Connect RP-Initiated Logout 1.0, without asking for confirmation.
    Response endSession(Map<String, String> request) {
        String target = request.get("post_logout_redirect_uri");
        String state = request.get("state");
        if (target == null) {
            return Response.json(200, "{}");
        }
        return Response.redirect(
                state == null ? target : Form.append(target, Collections.singletonMap("state", state)));
    }
}
