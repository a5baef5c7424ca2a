package dev.saoma.filter.test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs users in within an application's own integration tests, with no WeChat, no hosted page and no network: an OpenID
 * provider on {@code 127.0.0.1} that confirms each sign-in at once.
 *
 * <pre>
 *   try (TestSignIn signIn = TestSignIn.start()) {
 *       startMyApplication(signIn.settings("http://localhost:8080/crm"));
 *       signIn.as(TestUser.of("o6_zhangwei").name("张伟").roles("admin"));
 *       String cookie = signIn.cookies("http://localhost:8080/crm/orders/7");
 *       // send "Cookie: " + cookie with any client: it is 张伟's session
 *   }
 * </pre>
 *
 * <p>The application runs the same filter as in production; only its settings name another issuer. So the jar
 * that goes to production has no back door, and tests see redirects, callback, session and user mapping as users do.
 *
 * <p>A client that keeps cookies and follows redirects, such as a browser, needs no help: opening a protected page signs it in.
 *
 * <p>Thread-safe, but {@link #as} applies to all threads: tests that run at once with different users need one instance each.
 */
public final class TestSignIn implements AutoCloseable {
    /** The client id in {@link #settings}. */
    public static final String CLIENT_ID = "test";

    private final String clientId;
    private final String clientSecret;
    private final Tokens tokens = new Tokens();
    private final LoopbackProvider provider;
    private volatile TestUser user = TestUser.of("test-user").name("测试用户");
    private volatile boolean cancelling;

    private TestSignIn(String clientId, @Nullable String clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret == null ? tokens.random() : clientSecret;
        this.provider = new LoopbackProvider(clientId, this.clientSecret, tokens, Clock.systemUTC()) {
            @Override
            @Nullable
            TestUser next() {
                return TestSignIn.this.next();
            }
        };
    }

    /** Starts a provider on a free port. */
    public static TestSignIn start() {
        return new TestSignIn(CLIENT_ID, null);
    }

    /** Starts a provider for an application whose client id and secret are fixed in its settings. */
    public static TestSignIn start(String clientId, String clientSecret) {
        return new TestSignIn(
                Objects.requireNonNull(clientId, "clientId"), Objects.requireNonNull(clientSecret, "clientSecret"));
    }

    private @Nullable TestUser next() {
        boolean cancelled = cancelling;
        cancelling = false;
        return cancelled ? null : user;
    }

    /** Returns the URL of the provider, for the setting {@code issuer}. */
    public String issuer() {
        return provider.issuer();
    }

    /**
     * Returns the four settings of the filter: {@code issuer}, {@code clientId}, {@code clientSecret}, {@code appUrl}. Give
     * them as init-params, to {@code FilterSettings.of}, as system properties ({@code saoma.issuer}, …) or in a properties
     * file.
     *
     * @param appUrl URL of the application with its context path, without a slash at the end
     * @return a new map
     */
    public Map<String, String> settings(String appUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("issuer", issuer());
        settings.put("clientId", clientId);
        settings.put("clientSecret", clientSecret);
        settings.put("appUrl", Objects.requireNonNull(appUrl, "appUrl"));
        return settings;
    }

    /** Sets the user of all sign-ins from now on. Default: {@code test-user}. */
    public TestSignIn as(TestUser user) {
        this.user = Objects.requireNonNull(user, "user");
        return this;
    }

    /** Cancels the next sign-in, as if the user had declined on the phone. */
    public TestSignIn cancelNext() {
        cancelling = true;
        return this;
    }

    /**
     * Refuses the next code, as if it had expired: the token endpoint responds {@code invalid_grant}. The filter begins such a
     * sign-in once more by itself.
     */
    public TestSignIn refuseNextCode() {
        provider.refuseNextCode();
        return this;
    }

    /**
     * Takes the provider down: connections to it are refused, until {@link #comeBack}. Signed-in users stay signed in; a page
     * that needs a sign-in shows what users see during an outage.
     */
    public TestSignIn goDown() {
        provider.goDown();
        return this;
    }

    /** Ends {@link #goDown}: the provider listens again, at the same address and with the same key. */
    public TestSignIn comeBack() {
        provider.comeBack();
        return this;
    }

    /**
     * Makes the provider slow: it responds to each request after this time. Any time above the filter's {@code providerTimeout}
     * is an outage.
     *
     * @param time {@link Duration#ZERO} ends it
     * @throws IllegalArgumentException if negative
     */
    public TestSignIn delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time: expected zero or more, got " + time);
        }
        provider.delay(time);
        return this;
    }

    /** Replaces the provider's key: earlier tokens are invalid from now on, and sign-ins keep working. */
    public TestSignIn rotateKey() {
        tokens.rotate();
        return this;
    }

    /**
     * Signs the current user in by HTTP, through every redirect of a browser.
     *
     * @param page absolute URL of any page of the application that needs a sign-in; it is opened at the end
     * @return value of the {@code Cookie} header that makes a request the user's
     * @throws IllegalStateException if the page requires no sign-in, or the application does not admit the user
     */
    public String cookies(String page) {
        return new TestBrowser(issuer()).signIn(Objects.requireNonNull(page, "page"));
    }

    /**
     * Returns an ID token of the current user, valid for an hour: {@code Authorization: Bearer …} makes any single request the
     * user's, without a session. The simplest way for tests without a browser, as with MockMvc.
     */
    public String bearerToken() {
        return provider.idToken(user, null);
    }

    /** Returns an ID token that was issued two hours ago and expired an hour ago, which the filter refuses. */
    public String expiredBearerToken() {
        Map<String, Object> claims = provider.claims(user, null);
        for (String time : Arrays.asList("iat", "exp", "auth_time")) {
            claims.put(time, ((Number) claims.get(time)).longValue() - 7200);
        }
        return tokens.sign("JWT", claims);
    }

    /**
     * Does the provider's part of a sign-in without HTTP, for tests that have no server, as with MockMvc.
     *
     * @param location where the filter has sent the browser: the {@code Location} of its redirect
     * @return address of the filter's callback to open next, with the cookies that came with the redirect
     * @throws IllegalArgumentException if this is not the filter's redirect to this provider
     */
    public String callback(@Nullable String location) {
        if (location == null || !location.startsWith(issuer() + "/authorize?")) {
            throw new IllegalArgumentException("expected a redirect to " + issuer() + "/authorize, got " + location);
        }
        return provider.authorize(Form.read(URI.create(location).getRawQuery()));
    }

    /** Stops the provider. */
    @Override
    public void close() {
        provider.close();
    }
}
