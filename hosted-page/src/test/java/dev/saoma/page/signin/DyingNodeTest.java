package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.Claims;
import dev.saoma.page.oidc.ClientAuthentication;
import dev.saoma.page.oidc.IdTokens;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.oidc.TokenSigner;
import dev.saoma.page.people.People;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node dies at one of its steps, for each of them, and the browser and the application continue at another. What a killed
 * node leaves behind is what it did to the store, so a store that ends it is as good as {@code kill -9}, and misses no
 * moment.
 */
@Timeout(300)
class DyingNodeTest {
    private static final String ISSUER = "https://login.example.com";
    private static final String CALLBACK = "https://crm.example.com/cb";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final int NEVER = Integer.MAX_VALUE;
    private static final PoolSettings SETTINGS =
            PageSettings.parse("""
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications:
              - { clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"], idTokenAlgorithm: ES256 }
            """, Path.of(""), Map.of()).pool();

    @TempDir
    static Path directory;

    private static List<SigningKey> keys = List.of();

    private final MutableClock clock = MutableClock.atNow();
    private final SecureRandom secureRandom = new SecureRandom();
    private final RandomText random = new RandomText(secureRandom);
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void makeKey() {
        keys = new SigningKeyFile(directory.resolve("key")).loadOrCreate(Set.of("ES256"));
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A node's view of the store that all share, until it dies. */
    private static final class LastStep implements Store {
        private final Store shared;
        private final boolean afterwards;
        private int left;

        LastStep(Store shared, int step, boolean afterwards) {
            this.shared = shared;
            this.left = step;
            this.afterwards = afterwards;
        }

        private <T> T step(Supplier<T> action) {
            left--;
            if (left == 0 && !afterwards) {
                throw new Killed();
            }
            T result = action.get();
            if (left == 0) {
                throw new Killed();
            }
            return result;
        }

        @Override
        public void put(Kind kind, String key, String value) {
            step(() -> {
                shared.put(kind, key, value);
                return true;
            });
        }

        @Override
        public boolean putIfAbsent(Kind kind, String key, String value) {
            return step(() -> shared.putIfAbsent(kind, key, value));
        }

        @Override
        public Optional<String> get(Kind kind, String key) {
            return step(() -> shared.get(kind, key));
        }

        @Override
        public Optional<String> take(Kind kind, String key) {
            return step(() -> shared.take(kind, key));
        }

        @Override
        public Map<String, Integer> sizes() {
            return Map.of();
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    private final class Node {
        private final SignInFlow flow;
        private final TokenRequests tokens;

        Node(Store store) {
            AuthorizeResponses responses = new AuthorizeResponses(ISSUER);
            TestSignIns tests = new TestSignIns(SETTINGS, store, clock);
            AccessTokens accessTokens = new AccessTokens(store, random, clock, sid -> false);
            AuthorizationCodes codes = new AuthorizationCodes(store, accessTokens, random);
            PageSessions sessions = new PageSessions(store, SETTINGS.session(), random, clock);
            flow = new SignInFlow(
                    SETTINGS,
                    method -> (code, profile) -> {
                        asked.incrementAndGet();
                        return new SignedInUser("oSubject", null, null, "oSubject", null);
                    },
                    new FrontDesk(SETTINGS, new OpenDirectory(), tests),
                    new SignInCompletion(
                            sessions,
                            codes,
                            responses,
                            () -> {},
                            new FrontDesk(SETTINGS, new OpenDirectory(), tests),
                            store,
                            clock),
                    store,
                    random,
                    clock,
                    PoolTelemetry.ofNobody());
            Claims claims = new Claims(SETTINGS, People.of(null, clock), new OpenDirectory());
            TokenSigner signer = new TokenSigner(ISSUER, new SigningKeys(() -> keys, clock));
            IdTokens idTokens = new IdTokens(SETTINGS, signer, claims, clock);
            tokens = new TokenRequests(
                    new ClientAuthentication(SETTINGS, random, new OpenDirectory(), clock),
                    codes,
                    accessTokens,
                    idTokens,
                    claims,
                    new OpenDirectory(),
                    tests);
        }

        PendingSignIn begin() {
            return flow.begin(new AuthorizeRequest(
                    "crm",
                    CALLBACK,
                    Set.of("openid"),
                    "st",
                    null,
                    Fingerprint.of(VERIFIER),
                    null,
                    AuthenticationParameters.NONE));
        }

        /** Returns the code that the application receives, if the sign-in continues. */
        Optional<String> finish(PendingSignIn pending, String scan) {
            SignInOutcome outcome =
                    flow.finish(pending, Optional.of(scan), SignInMethod.REDIRECT, Optional.empty(), Optional.empty());
            return outcome instanceof Completed completed
                    ? Optional.of(completed.response().parameters().get("code"))
                    : Optional.empty();
        }

        /** Returns how many token responses the code yields: one or none. */
        int redeem(String code) throws Parameters.Malformed {
            try {
                tokens.respond(
                        Parameters.parse("grant_type=authorization_code&client_id=crm&code=" + code
                                + "&redirect_uri=https%3A%2F%2Fcrm.example.com%2Fcb&code_verifier=" + VERIFIER),
                        List.of());
                return 1;
            } catch (OidcError e) {
                return 0;
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "N9: a node that is killed at any step: no code gives two tokens, WeChat is called once, no sign-in is stuck")
    void deathAtAnyStep_givesNothingTwice(boolean afterTheStep) throws Exception {
        boolean survived = false;
        int step = 0;
        while (!survived) {
            step++;
            asked.set(0);
            Store shared = new MemoryStore(clock, 1000);
            Node dying = new Node(new LastStep(shared, step, afterTheStep));
            Node other = new Node(new LastStep(shared, NEVER, false));
            PendingSignIn pending = dying.begin();
            Optional<String> code = Optional.empty();
            int tokens = 0;
            try {
                code = dying.finish(pending, "scan");
                tokens += dying.redeem(code.orElseThrow());
                survived = true;
            } catch (Killed e) {
                clock.advance(Duration.ofSeconds(18)); // Longer than any node waits for a dead one.
            }

            if (code.isEmpty()) {
                code = other.finish(pending, "scan");
            }
            if (code.isPresent()) {
                tokens += other.redeem(code.get()) + other.redeem(code.get());
            }

            assertThat(tokens).as("token responses, death at step %d", step).isLessThanOrEqualTo(1);
            assertThat(asked.get())
                    .as("questions to WeChat, death at step %d", step)
                    .isLessThanOrEqualTo(1);
            Optional<String> anew = other.finish(other.begin(), "another scan");
            assertThat(other.redeem(anew.orElseThrow())).isEqualTo(1);
        }
        assertThat(step).as("steps of a whole sign-in").isGreaterThan(15);
    }
}
