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
 * Test sign-ins: an administrator signs in as the users of an application do, and the response goes to the console instead.
 * The page accepts such a request only if the console has registered it by its PKCE challenge. Only the administrator's
 * browser has the verifier, so the code is useless to anyone else. Every step is recorded. Thread-safe.
 */
public final class TestSignIns {
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Kind ANNOUNCED = Kind.oneUse("test-sign-in", LIFETIME);
    private static final Kind NOTED = new Kind("test-sign-in-step", LIFETIME);

    private final Optional<String> callback;
    private final Store store;
    private final Clock clock;

    /** Creates the test sign-ins of a pool; without a console there are none. */
    public TestSignIns(PoolSettings settings, Store store, Clock clock) {
        this.callback = settings.testCallback();
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The steps of a test, in order. */
    public enum Step {
        /** The console has announced the test. */
        BEGUN,
        /** The login page has accepted the request. */
        SHOWN,
        /** WeChat has called back. */
        RETURNED,
        /** WeChat has identified the person. */
        IDENTIFIED,
        /** The person is admitted. */
        ADMITTED,
        /** The console has received the code. */
        ARRIVED,
        /** The code was valid, and the detail holds the claims. */
        COMPLETED,
        /** The test has ended without success. */
        STOPPED
    }

    /**
     * A test that was announced.
     *
     * @param clientId the application that it tests
     */
    public record Announced(String clientId, String state, String nonce) {
        @Override
        public String toString() {
            return "Announced[" + clientId + "]";
        }
    }

    /**
     * A step that was completed.
     *
     * @param at in milliseconds since 1970
     * @param detail the application, the cause of a failure or the claims, depending on the step
     */
    public record Noted(Step step, long at, @Nullable String detail) {
        @Override
        public String toString() {
            return "Noted[" + step + "]";
        }
    }

    /** Permits one request with that challenge as a test, for a quarter of an hour. */
    public void announce(String challenge, Announced test) {
        store.put(ANNOUNCED, challenge, Json.text(test));
        note(challenge, Step.BEGUN, test.clientId());
    }

    /** Finds the test with that challenge, until its code has been used. */
    public Optional<Announced> find(String challenge) {
        return store.get(ANNOUNCED, challenge).flatMap(text -> Json.read(text, Announced.class));
    }

    /** Removes and returns the test, so that no further request can begin it. */
    Optional<Announced> use(String challenge) {
        return store.take(ANNOUNCED, challenge).flatMap(text -> Json.read(text, Announced.class));
    }

    /** Whether the console has announced the request for that application. Other requests need no look-up. */
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

    /** Whether the address is the callback of test sign-ins, which nothing else uses. */
    boolean isCallback(String redirectUri) {
        return callback.filter(redirectUri::equals).isPresent();
    }

    /** Records a step of the sign-in, if it is a test. */
    public void note(AuthorizeRequest request, Step step, @Nullable String detail) {
        if (isTest(request)) {
            note(Objects.requireNonNull(request.codeChallenge(), "a test has a challenge"), step, detail);
        }
    }

    /** Records a step; a repeated step replaces the earlier one, and showing the login page again clears an earlier failure. */
    public void note(String challenge, Step step, @Nullable String detail) {
        if (step == Step.SHOWN) {
            store.take(NOTED, key(challenge, Step.STOPPED));
        }
        store.put(NOTED, key(challenge, step), Json.text(new Noted(step, clock.millis(), detail)));
    }

    /** Returns the completed steps, in order; empty if the test no longer exists. */
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
