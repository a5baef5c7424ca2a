package dev.saoma.page.oidc;

import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.store.Json;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Test sign-ins: an administrator signs in as an application would have people sign in, and the response comes to the console
 * instead. The page accepts such a request only if the console has registered it, by its PKCE challenge, whose verifier
 * the administrator's browser alone has, so its code is useless to anyone else. Every step of it is recorded.
 * Thread-safe.
 */
public final class TestSignIns {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Kind ANNOUNCED = Kind.oneUse("test-sign-in", LIFETIME);
    private static final Kind NOTED = new Kind("test-sign-in-step", LIFETIME);

    private final Optional<String> callback;
    private final Store store;
    private final Clock clock;

    /** Creates the test sign-ins of a pool; there are none without a console. */
    public TestSignIns(PoolSettings settings, Store store, Clock clock) {
        this.callback = settings.testCallback();
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The steps of a test, in this order. */
    public enum Step {
        /** The console announces it. */
        BEGUN,
        /** The login page has taken the request. */
        SHOWN,
        /** WeChat has called back. */
        RETURNED,
        /** WeChat has identified the person. */
        IDENTIFIED,
        /** The person is admitted. */
        ADMITTED,
        /** The console has the code. */
        ARRIVED,
        /** The code was good, and these are the claims. */
        COMPLETED,
        /** It ended without success. */
        STOPPED
    }

    /**
     * A test that was announced.
     *
     * @param clientId of the application
     */
    public record Announced(String clientId, String state, String nonce) {
        @Override
        public String toString() {
            return "Announced[" + clientId + "]";
        }
    }

    /**
     * A step that was taken.
     *
     * @param at in milliseconds since 1970
     * @param detail application, cause or claims, by the step
     */
    public record Noted(Step step, long at, @Nullable String detail) {
        @Override
        public String toString() {
            return "Noted[" + step + "]";
        }
    }

    /** Lets one request with that challenge begin a test, for a quarter of an hour. */
    public void announce(String challenge, Announced test) {
        store.put(ANNOUNCED, challenge, Json.text(test));
        note(challenge, Step.BEGUN, test.clientId());
    }

    /** Finds the test of that challenge, until its code has been used. */
    public Optional<Announced> find(String challenge) {
        return store.get(ANNOUNCED, challenge).flatMap(text -> Json.read(text, Announced.class));
    }

    /** Takes the test, so that no further request can begin it. */
    Optional<Announced> use(String challenge) {
        return store.take(ANNOUNCED, challenge).flatMap(text -> Json.read(text, Announced.class));
    }

    /** Whether the request is one that the console has announced, for that application. Others cost nothing. */
    boolean expects(String clientId, Parameters request) {
        return request.one("redirect_uri").filter(this::isCallback).isPresent()
                && request.one("code_challenge")
                        .flatMap(this::find)
                        .filter(test -> test.clientId().equals(clientId))
                        .isPresent();
    }

    /** Whether an accepted request is a test. */
    public boolean isTest(AuthorizeRequest request) {
        return isCallback(request.redirectUri());
    }

    /** Whether tests end at that address, and nothing else does. */
    boolean isCallback(String redirectUri) {
        return callback.filter(redirectUri::equals).isPresent();
    }

    /** Records a step of that sign-in, if it is a test. */
    public void note(AuthorizeRequest request, Step step, @Nullable String detail) {
        if (isTest(request)) {
            note(Objects.requireNonNull(request.codeChallenge(), "a test has a challenge"), step, detail);
        }
    }

    /** Records a step; repeating one replaces it, and removes the failure of an earlier attempt. */
    public void note(String challenge, Step step, @Nullable String detail) {
        if (step == Step.SHOWN) {
            store.take(NOTED, key(challenge, Step.STOPPED));
        }
        store.put(NOTED, key(challenge, step), Json.text(new Noted(step, clock.millis(), detail)));
    }

    /** Returns the steps taken so far, in their order; empty if the test no longer exists. */
    public List<Noted> steps(String challenge) {
        return Arrays.stream(Step.values())
                .flatMap(step -> store.get(NOTED, key(challenge, step)).stream())
                .flatMap(text -> Stream.ofNullable(Json.read(text, Noted.class).orElse(null)))
                .toList();
    }

    private static String key(String challenge, Step step) {
        return challenge + "." + step;
    }
}
