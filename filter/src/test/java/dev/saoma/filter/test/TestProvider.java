package dev.saoma.filter.test;

import com.sun.net.httpserver.HttpExchange;
import dev.saoma.filter.support.RsaKeys;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The provider of {@code saoma-filter-test}, which misbehaves where a test wants it to. It is in that package to see the
 * methods that it overrides; applications only have the few faults of {@link TestSignIn}.
 */
public final class TestProvider extends LoopbackProvider {
    public static final String CLIENT_ID = "crm";
    public static final String CLIENT_SECRET = "s3cret/with+odd:characters 中文 7Yp2Kd";

    /**
     * The setting {@code cookieKey} for tests about something else: deriving the key from the secret takes each application
     * about a second of processor time here, where no code is optimised.
     */
    public static final String COOKIE_KEY = "CnwAH8RVA/aO4bEnHdq6AqOkyhS8S5grg0A+XgYUaR8=";

    private static final String ACCESS_TOKEN = "SlAV32hkKG.opaque~1_x";

    /** Signs all ID tokens. */
    public static final KeyPair KEY = RsaKeys.of("provider", 2048);

    private final Tokens tokens;
    private final Clock clock;

    public final AtomicInteger tokenRequests = new AtomicInteger();
    public final AtomicInteger keyRequests = new AtomicInteger();
    public final AtomicInteger discoveryRequests = new AtomicInteger();

    /** The parameters of the last request to sign out. */
    public volatile Map<String, String> endSession = Map.of();

    public volatile Consumer<Map<String, Object>> metadata = document -> {};
    public volatile Consumer<Map<String, Object>> claims = all -> {};
    public volatile Consumer<Map<String, String>> answer = parameters -> {};
    public volatile UnaryOperator<String> token = jwt -> jwt;
    public volatile String keySet = "";
    /** What UserInfo returns beside the subject; null if there is no such endpoint. */
    public volatile Map<String, Object> userInfo;

    public volatile String userInfoSubject = "";
    public volatile int userInfoStatus = 200;
    public volatile String userInfoBody = "";
    public volatile Runnable beforeUserInfo = () -> {};
    public final AtomicInteger userInfoRequests = new AtomicInteger();

    /** Whether the URI to which browsers return after a sign-out is registered. */
    public volatile boolean knowsReturnUri = true;
    /** As in Spring Authorization Server, whether signing out requires an ID token. */
    public volatile boolean signOutNeedsHint;

    /** How a client sends its secret. */
    public enum SecretIn {
        BASIC,
        /** In Basic without decoding it, as some providers read it. */
        RAW_BASIC,
        FORM
    }

    public volatile SecretIn secretIn = SecretIn.BASIC;
    /** The error for wrong credentials, with status 401; Keycloak says unauthorized_client. */
    public volatile String wrongCredentials = "invalid_client";

    public volatile int tokenStatus = 200;
    public volatile String tokenBody = "";
    public volatile Runnable beforeToken = () -> {};
    public volatile Runnable beforeKeys = () -> {};
    public volatile Runnable otherRequest = () -> {};
    public volatile String subject = "o6_bmasdasdsad6_2sgVt7hMZOPfL";

    public TestProvider(Clock clock) {
        this(clock, new Tokens(KEY, "k1"));
    }

    private TestProvider(Clock clock, Tokens tokens) {
        super(CLIENT_ID, CLIENT_SECRET, tokens, clock);
        this.clock = clock;
        this.tokens = tokens;
    }

    @Override
    TestUser next() {
        return TestUser.of(subject)
                .name("张伟 😀")
                .claim("picture", "https://thirdwx.qlogo.cn/mmopen/x/132")
                .roles("admin", "owner");
    }

    @Override
    Response respond(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> discoveryRequests.incrementAndGet();
            case "/jwks" -> {
                keyRequests.incrementAndGet();
                beforeKeys.run();
            }
            case "/userinfo" -> {
                userInfoRequests.incrementAndGet();
                beforeUserInfo.run();
                return userInfo(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            case "/token" -> {
                tokenRequests.incrementAndGet();
                beforeToken.run();
                if (tokenStatus != 200 || !tokenBody.isEmpty()) {
                    return Response.json(tokenStatus, tokenBody);
                }
            }
            case "/authorize", "/end-session" -> {}
            default -> otherRequest.run();
        }
        return super.respond(exchange);
    }

    @Override
    Map<String, Object> discovery() {
        Map<String, Object> document = super.discovery();
        document.remove("end_session_endpoint");
        document.put(
                "token_endpoint_auth_methods_supported",
                secretIn == SecretIn.FORM ? List.of("client_secret_post") : List.of("client_secret_basic", "none"));
        if (userInfo != null) {
            document.put("userinfo_endpoint", issuer() + "/userinfo");
        }
        metadata.accept(document);
        return document;
    }

    @Override
    public String keys() {
        return keySet.isEmpty() ? super.keys() : keySet;
    }

    /** Gives the key this id from now on, in tokens and in the key set. */
    public void keyId(String keyId) {
        tokens.rename(keyId);
    }

    @Override
    void check(Map<String, String> request) {
        super.check(request);
        if (request.get("state").length() < 43 || request.get("nonce").length() < 43) {
            throw new IllegalArgumentException("state and nonce: expected 43 characters or more");
        }
    }

    @Override
    Map<String, String> authorization(Map<String, String> request) {
        Map<String, String> parameters = super.authorization(request);
        answer.accept(parameters);
        return parameters;
    }

    @Override
    Response token(String authorization, Map<String, String> form) {
        Response response = super.token(authorization, form);
        return response.status == 401 ? Response.error(401, wrongCredentials) : response;
    }

    @Override
    boolean isClient(String authorization, Map<String, String> form) {
        boolean shown = authorization == null
                ? secretIn != SecretIn.FORM || form.containsKey("client_secret")
                : secretIn == SecretIn.BASIC;
        return shown && super.isClient(authorization, form);
    }

    @Override
    String accessToken() {
        return ACCESS_TOKEN;
    }

    private Response userInfo(String authorization) {
        if (!("Bearer " + ACCESS_TOKEN).equals(authorization)) {
            return Response.json(401, "{}");
        }
        Map<String, Object> all = new LinkedHashMap<>(userInfo);
        all.put("sub", userInfoSubject.isEmpty() ? subject : userInfoSubject);
        return Response.json(userInfoStatus, userInfoBody.isEmpty() ? Json.of(all) : userInfoBody);
    }

    @Override
    Response endSession(Map<String, String> request) {
        String returnUri = request.get("post_logout_redirect_uri");
        if (signOutNeedsHint && request.get("id_token_hint") == null || returnUri != null && !knowsReturnUri) {
            return Response.json(400, "<html>");
        }
        if (returnUri != null) {
            endSession = request;
        }
        return super.endSession(request);
    }

    /** Offers signing out from now on, at {@code /end-session}. */
    public TestProvider offeringSignOut() {
        metadata = document -> document.put("end_session_endpoint", issuer() + "/end-session");
        return this;
    }

    /** Returns a logout token with changed claims; a null removes one. */
    public String logoutToken(Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>();
        long now = clock.millis() / 1000;
        all.put("iss", issuer());
        all.put("sub", subject);
        all.put("aud", CLIENT_ID);
        all.put("iat", now);
        all.put("exp", now + 120);
        all.put("jti", UUID.randomUUID().toString());
        all.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change(all, changes);
        return tokens.sign("logout+jwt", all);
    }

    /** Returns a token as a program would send it, with changed claims; a null removes one. */
    public String bearerToken(Map<String, Object> changes) {
        Map<String, Object> all = claims(next(), null);
        change(all, changes);
        return tokens.sign("JWT", all);
    }

    @Override
    Map<String, Object> claims(TestUser user, String nonce) {
        Map<String, Object> all = super.claims(user, nonce);
        all.keySet().removeAll(List.of("auth_time", "sid"));
        claims.accept(all);
        return all;
    }

    @Override
    String idToken(TestUser user, String nonce) {
        return token.apply(super.idToken(user, nonce));
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
}
