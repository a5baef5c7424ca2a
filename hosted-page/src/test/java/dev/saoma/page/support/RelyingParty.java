package dev.saoma.page.support;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A confidential client like the conformance suite's: no PKCE, {@code client_secret_basic}, gets logout tokens. */
public final class RelyingParty implements AutoCloseable {
    public static final String CLIENT_ID = "suite";
    public static final String SECRET = "suite-secret-Vb7wQ2nR8mK4xT6zL9pJ3hF5";
    public static final String CALLBACK = "http://localhost:8070/cb";
    public static final String SIGNED_OUT = "http://localhost:8070/signed-out";

    private static final long MINUTES_MILLIS = 120_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
    private volatile IntSupplier status = () -> 200;

    public RelyingParty() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/backchannel", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int code = status.getAsInt();
            posts.add(exchange.getRequestMethod() + " " + body);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            posts.add("FOLLOWED");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    public URI backChannel() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/backchannel");
    }

    /** Returns its entry, as a further line of {@link PageUnderTest}'s applications. */
    public String entry(String more) {
        return """
                  - { clientId: %s, name: Suite, clientSecret: %s, redirectUris: ["%s"], requirePkce: false,
                      postLogoutRedirectUris: ["%s"], backChannelLogoutUri: "%s" %s }
                """.formatted(CLIENT_ID, SECRET, CALLBACK, SIGNED_OUT, backChannel(), more);
    }

    public void answers(IntSupplier next) {
        status = next;
    }

    /** Returns the next POST to the back channel; fails if there is none even on the slowest of machines. */
    public String nextPost() {
        String post = awaitPost(MINUTES_MILLIS);
        if (post == null) {
            throw new AssertionError("no POST to the back-channel");
        }
        return post;
    }

    /** Returns the next logout token of that session; fails if there is none. */
    public String nextToken(String sid) {
        String token = awaitToken(sid, MINUTES_MILLIS);
        if (token == null) {
            throw new AssertionError("no logout token of " + sid);
        }
        return token;
    }

    /** Returns the next POST to the back channel, or null if there is none for that long. */
    @Nullable
    public String awaitPost(long millis) {
        try {
            return posts.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Returns the next logout token of that session, or null if there is none for that long; skips late ones of other
     * tests.
     */
    @Nullable
    public String awaitToken(String sid, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            String post = awaitPost(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            if (post == null) {
                return null;
            }
            String token = post.substring(post.indexOf('=') + 1);
            String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            if (JsonParser.parseString(payload)
                    .getAsJsonObject()
                    .get("sid")
                    .getAsString()
                    .equals(sid)) {
                return token;
            }
        }
    }

    /** Returns the suite's request. */
    public static Map<String, String> request(String... more) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", CLIENT_ID);
        request.put("redirect_uri", CALLBACK);
        request.put("response_type", "code");
        request.put("scope", "openid");
        request.put("state", "suite-state");
        request.put("nonce", "suite-nonce");
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return request;
    }

    public static String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString((CLIENT_ID + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    }

    public static HttpResponse<String> redeem(Browser browser, String code) {
        Map<String, String> form = Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);
        return new Browser(browser.issuer()).post("/token", form, "Authorization", basic());
    }

    public static JsonObject tokens(Browser browser, String code) {
        return JsonParser.parseString(redeem(browser, code).body()).getAsJsonObject();
    }

    /** Returns the token, if it is signed with a key that the page publishes. */
    public static Jws<Claims> verified(PageUnderTest page, String token) {
        String jwks = new Browser(page.issuer).get("/jwks").body();
        return Jwts.parser()
                .clock(() -> Date.from(page.clock.instant()))
                .keyLocator(header -> Jwks.setParser().build().parse(jwks).getKeys().stream()
                        .filter(key -> key.getId().equals(header.get("kid")))
                        .map(key -> (Key) key.toKey())
                        .findFirst()
                        .orElseThrow())
                .requireIssuer(page.issuer.toString())
                .build()
                .parseSignedClaims(token);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
