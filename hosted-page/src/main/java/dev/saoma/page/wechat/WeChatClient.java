package dev.saoma.page.wechat;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls to WeChat's API that a sign-in needs. Each has one deadline of five seconds in total. Thread-safe.
 *
 * @see "WeChat Open Platform: /sns/oauth2/access_token, /sns/userinfo"
 */
public final class WeChatClient implements AutoCloseable {
    /** The longest a call may take. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final int MAX_CALLS = 64;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int RETRY_FROM_MILLIS = 50;
    private static final int RETRY_TO_MILLIS = 300;

    private final WeChatSettings app;
    private final WeChatHttp http;
    private final Semaphore places;
    private final CallListener listener;

    /** Creates a client for an app, with {@link #DEADLINE}. */
    public WeChatClient(WeChatSettings app, Outbound outbound, CallListener listener) {
        this(app, outbound, DEADLINE, MAX_CALLS, PAUSE, listener);
    }

    /** Creates a client with another deadline, number of concurrent sign-ins and pause of the circuit breaker, for tests. */
    WeChatClient(
            WeChatSettings app,
            Outbound outbound,
            Duration deadline,
            int maxCalls,
            Duration pause,
            CallListener listener) {
        this.app = Objects.requireNonNull(app, "app");
        this.http = new WeChatHttp(outbound, deadline, maxCalls, pause);
        this.listener = listener;
        this.places = new Semaphore(maxCalls);
    }

    /** The calls of one sign-in. */
    @FunctionalInterface
    public interface Calls<T> {
        /** Makes the calls, one after the other. */
        T make(Conversation conversation) throws WeChatException;
    }

    /**
     * Identifies the calls of one sign-in. They share a connection with no other sign-in: the code is always written to a
     * new one, and the profile is requested over the same connection.
     */
    public static final class Conversation {
        private Conversation() {}
    }

    /**
     * Makes the calls of one sign-in, if there is a place for it. It keeps the place from the first call to the last: a
     * sign-in whose code is used up must not lose its place to one that begins.
     *
     * @throws WeChatException if a call fails, or at once if all places are taken
     */
    public <T> T signIn(Calls<T> calls) throws WeChatException {
        if (!places.tryAcquire()) {
            throw WeChatException.notAsked("too many sign-ins are waiting for WeChat");
        }
        try {
            return calls.make(new Conversation());
        } finally {
            places.release();
            http.closeKept();
        }
    }

    /**
     * Exchanges a code. The code may be used up even if this fails, so never call it twice with the same code.
     *
     * @throws WeChatException if WeChat does not identify the user
     */
    public Grant exchange(String code) throws WeChatException {
        return exchange(code, http::get);
    }

    /** Exchanges a code as {@link #exchange(String)} does; {@link #profile} follows over the same connection. */
    public Grant exchange(String code, Conversation conversation) throws WeChatException {
        return exchange(code, (address, query) -> http.getFirst(address, query, conversation));
    }

    private Grant exchange(String code, Get get) throws WeChatException {
        WeChatResponse answer = call(
                get,
                "/sns/oauth2/access_token",
                with("appid", app.appId()),
                with("secret", app.appSecret().reveal()),
                with("code", code),
                with("grant_type", "authorization_code"));
        if (answer.flag("is_snapshotuser")) {
            throw new WeChatException(WeChatFailure.SNAPSHOT, "a snapshot user, whose identifiers are not real");
        }
        return new Grant(
                answer.requiredId("openid"),
                answer.id("unionid").orElse(null),
                answer.text("access_token")
                        .orElseThrow(() -> new WeChatException(WeChatFailure.REFUSED, "access_token is missing")));
    }

    /**
     * Returns the profile of the person. Retries once, a moment later, after the errors that WeChat is known to return at
     * times (errcodes -1 and 40001).
     *
     * @throws WeChatException if there is none, or it is another user's
     */
    public WeChatProfile profile(Grant grant) throws WeChatException {
        return profile(grant, http::get);
    }

    /** Returns the profile over the connection of a preceding {@link #exchange}. */
    public WeChatProfile profile(Grant grant, Conversation conversation) throws WeChatException {
        return profile(grant, (address, query) -> http.getAgain(address, query, conversation));
    }

    private WeChatProfile profile(Grant grant, Get get) throws WeChatException {
        WeChatResponse answer;
        try {
            answer = callProfile(grant, get);
        } catch (WeChatException e) {
            if (e.errcode() != -1 && e.errcode() != 40001) {
                throw e;
            }
            pause();
            answer = callProfile(grant, http::get);
        }
        if (!answer.requiredId("openid").equals(grant.openid())) {
            throw new WeChatException(WeChatFailure.REFUSED, "the profile is of another openid than the token");
        }
        String unionid = answer.id("unionid").orElse(null);
        if (contradicts(unionid, grant.unionid())) {
            throw new WeChatException(WeChatFailure.REFUSED, "the profile is of another unionid than the token");
        }
        return new WeChatProfile(
                answer.text("nickname").flatMap(WeChatProfile::cleanNickname).orElse(null),
                answer.text("headimgurl")
                        .flatMap(address -> WeChatProfile.acceptAvatar(address, app))
                        .orElse(null),
                unionid);
    }

    /** Waits a random time, so that calls that failed together do not retry together. */
    private static void pause() throws WeChatException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(RETRY_FROM_MILLIS, RETRY_TO_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeChatException(WeChatFailure.UNREACHABLE, "interrupted, the server is stopping");
        }
    }

    private static boolean contradicts(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }

    private WeChatResponse callProfile(Grant grant, Get get) throws WeChatException {
        return call(
                get,
                "/sns/userinfo",
                with("access_token", grant.accessToken()),
                with("openid", grant.openid()),
                with("lang", "zh_CN"));
    }

    @FunctionalInterface
    private interface Get {
        String body(URI address, String query) throws WeChatException;
    }

    private WeChatResponse call(Get get, String path, NameValuePair... parameters) throws WeChatException {
        String query = WWWFormCodec.format(List.of(parameters), StandardCharsets.UTF_8);
        long start = System.nanoTime();
        String result = "failed";
        try {
            WeChatResponse answer = WeChatResponse.of(get.body(URI.create(app.apiUrl() + path), query));
            result = "ok";
            return answer;
        } catch (WeChatException e) {
            result = e.failure().name();
            throw e;
        } finally {
            listener.called(
                    path.substring(path.lastIndexOf('/') + 1), result, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static NameValuePair with(String name, String value) {
        return new BasicNameValuePair(name, value);
    }

    @Override
    public void close() {
        http.close();
    }

    /** Is notified of the calls to WeChat. Must be quick and must not throw. */
    @FunctionalInterface
    public interface CallListener {
        /**
         * Is called when a call has ended.
         *
         * @param call name of the call, such as {@code access_token}
         * @param result {@code ok}, or the name of a {@link WeChatFailure}
         */
        void called(String call, String result, Duration took);
    }

    /**
     * What WeChat returns for a code.
     *
     * @param openid identifies the person at the app
     * @param unionid identifies the person at the Open Platform account; null if WeChat omits it
     * @param accessToken for requesting the profile; not stored
     */
    public record Grant(String openid, @Nullable String unionid, String accessToken) {
        @Override
        public String toString() {
            return "WeChatGrant[…]";
        }
    }
}
