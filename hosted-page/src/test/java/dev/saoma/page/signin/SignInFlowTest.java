package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.MutableClock;
import dev.saoma.page.directory.OpenDirectory;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SignInFlowTest {
    private static final SignedInUser USER = new SignedInUser("oSubject", null, null, "oSubject", null);
    private static final PoolSettings SETTINGS =
            PageSettings.parse("""
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: s }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
            """, Path.of(""), Map.of()).pool();

    private static final int MOST_VALUES = 40;

    private final MutableClock clock = MutableClock.atNow();
    private final RandomText random = new RandomText(new SecureRandom());
    private final MemoryStore store = new MemoryStore(clock, MOST_VALUES);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile IdentitySource source = (code, profile) -> USER;

    private final AuthorizeResponses responses = new AuthorizeResponses("https://login.example.com");

    private final FrontDesk desk =
            new FrontDesk(SETTINGS, new OpenDirectory(), new TestSignIns(SETTINGS, store, clock));
    private final SignInFlow flow = new SignInFlow(
            SETTINGS,
            method -> (code, profile) -> {
                asked.incrementAndGet();
                return source.identify(code, profile);
            },
            desk,
            new SignInCompletion(
                    new PageSessions(store, SETTINGS.session(), random, clock),
                    new AuthorizationCodes(store, new AccessTokens(store, random, clock, sid -> false), random),
                    responses,
                    () -> {},
                    desk,
                    store,
                    clock),
            store,
            random,
            clock,
            PoolTelemetry.ofNobody());

    private PendingSignIn begin() {
        return begin("https://crm.example.com/cb");
    }

    private PendingSignIn begin(String redirectUri) {
        return flow.begin(new AuthorizeRequest(
                "crm", redirectUri, Set.of("openid"), "st", null, "ch", null, AuthenticationParameters.NONE));
    }

    private SignInOutcome finish(PendingSignIn pending, String code) {
        return finish(pending, code, SignInMethod.REDIRECT);
    }

    private SignInOutcome finish(PendingSignIn pending, String code, SignInMethod method) {
        return flow.finish(pending, Optional.of(code), method, Optional.empty(), Optional.empty());
    }

    private static SignInFailure failure(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).failure();
    }

    @Test
    void begin_makesAnUnguessableState() {
        assertThat(begin().state()).matches("[A-Za-z0-9]{32}").isNotEqualTo(begin().state());
    }

    @Test
    void code_leadsToTheApplication() {
        SignInOutcome outcome = finish(begin(), "c");

        assertThat(((Completed) outcome).response().inQuery().toString())
                .startsWith("https://crm.example.com/cb?code=");
    }

    @Test
    @DisplayName("W12: many callbacks at once, one question to WeChat, one result")
    void manyCallbacksAtOnce_shareOneAttempt() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        source = (code, profile) -> {
            in.countDown();
            awaitQuietly(goOn);
            return USER;
        };
        PendingSignIn pending = begin();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<SignInOutcome>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> finish(pending, "c")));
            }
            assertThat(in.await(2, TimeUnit.MINUTES)).isTrue();
            goOn.countDown();
            SignInOutcome first = all.get(0).get(2, TimeUnit.MINUTES);
            for (Future<SignInOutcome> one : all) {
                assertThat(one.get(2, TimeUnit.MINUTES)).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("W12: within five seconds the same result, then used")
    void laterCallback_isSameThenUsed() {
        PendingSignIn pending = begin();
        SignInOutcome first = finish(pending, "c");

        clock.advance(Duration.ofMillis(4900));
        assertThat(finish(pending, "c")).isEqualTo(first);
        clock.advance(Duration.ofMillis(100));
        assertThat(failure(finish(pending, "c"))).isEqualTo(SignInFailure.SIGN_IN_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("a login page whose answer was lost may ask again for half a minute")
    void frameAgain_isSameForHalfAMinute() {
        PendingSignIn pending = begin();
        SignInOutcome first = finish(pending, "c", SignInMethod.FRAME);

        clock.advance(Duration.ofSeconds(29));
        assertThat(finish(pending, "c", SignInMethod.FRAME)).isEqualTo(first);
        assertThat(failure(finish(pending, "c", SignInMethod.REDIRECT))).isEqualTo(SignInFailure.SIGN_IN_USED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(failure(finish(pending, "c", SignInMethod.FRAME))).isEqualTo(SignInFailure.SIGN_IN_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("G18: a sign-in is used once, also with another code")
    void otherCode_afterSuccess_isUsed() {
        PendingSignIn pending = begin();
        finish(pending, "c1");

        assertThat(failure(finish(pending, "c2"))).isEqualTo(SignInFailure.SIGN_IN_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("W: a code is sent to WeChat at most once, whatever came of it")
    void codeOfOtherSignIn_isNotSentAgain() {
        finish(begin(), "c");

        assertThat(failure(finish(begin(), "c"))).isEqualTo(SignInFailure.WECHAT_CODE_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void failedAttempt_isRememberedAndNotRepeated() {
        source = (code, profile) -> {
            throw new SignInStopped(SignInFailure.WECHAT_UNREACHABLE, SignInStopped.Code.USED, "down");
        };
        PendingSignIn pending = begin();
        SignInOutcome first = finish(pending, "c");

        assertThat(failure(first)).isEqualTo(SignInFailure.WECHAT_UNREACHABLE);
        assertThat(finish(pending, "c")).as("same id").isEqualTo(first);
        clock.advance(Duration.ofSeconds(5));
        assertThat(failure(finish(pending, "c"))).isEqualTo(SignInFailure.WECHAT_CODE_USED);
        assertThat(asked).hasValue(1);

        source = (code, profile) -> USER;
        assertThat(finish(pending, "another")).isInstanceOf(Completed.class);
    }

    @Test
    @DisplayName("A16: no code means declined")
    void noCode_isAccessDenied() {
        for (Optional<String> code : List.of(Optional.<String>empty(), Optional.of("authdeny"))) {
            SignInOutcome outcome = flow.finish(begin(), code, SignInMethod.POPUP, Optional.empty(), Optional.empty());
            assertThat(((Completed) outcome).response().inQuery().toString())
                    .contains("?error=access_denied", "&state=st", "&iss=");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void tenMinutes_areTheEnd() {
        PendingSignIn pending = begin();
        clock.advance(Duration.ofMinutes(10));

        assertThat(failure(finish(pending, "c"))).isEqualTo(SignInFailure.SIGN_IN_EXPIRED);
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("A21: an application or redirect URI that is gone meanwhile")
    void removedRedirectUri_isRefused() {
        assertThat(failure(finish(begin("https://crm.example.com/old"), "c")))
                .isEqualTo(SignInFailure.UNKNOWN_APPLICATION);
        assertThat(asked).hasValue(0);
    }

    @Test
    void hugeCode_isNotSent() {
        assertThat(failure(finish(begin(), "c".repeat(513)))).isEqualTo(SignInFailure.WECHAT_CODE_INVALID);
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("G88: a fault of ours signs nobody in, and blocks nothing")
    void fault_isThrownAndForgotten() {
        source = (code, profile) -> {
            throw new IllegalStateException("bug");
        };
        PendingSignIn pending = begin();

        assertThatThrownBy(() -> finish(pending, "c")).hasMessage("bug");
        source = (code, profile) -> USER;
        assertThat(finish(pending, "c2")).isInstanceOf(Completed.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName(
            "codes that WeChat refuses fill no shelf that others need: a thousand of them, and the next one signs in")
    void junkCodes_keepNobodyOut() {
        source = (code, profile) -> {
            if (code.startsWith("junk")) {
                throw new SignInStopped(SignInFailure.WECHAT_CODE_INVALID, SignInStopped.Code.REFUSED, "errcode 40029");
            }
            return USER;
        };
        for (int i = 0; i < 1000; i++) {
            assertThat(failure(finish(begin(), "junk " + i))).isEqualTo(SignInFailure.WECHAT_CODE_INVALID);
        }

        assertThat(finish(begin(), "c")).isInstanceOf(Completed.class);
        assertThat(store.sizes().values()).allMatch(size -> size <= MOST_VALUES);
        assertThat(store.sizes()).containsEntry("used-wechat-code", 1);
    }

    @Test
    void refusedCode_isNotSentAgain_byAnySignIn() {
        source = (code, profile) -> {
            throw new SignInStopped(SignInFailure.WECHAT_CODE_INVALID, SignInStopped.Code.REFUSED, "errcode 40029");
        };
        finish(begin(), "junk");

        assertThat(failure(finish(begin(), "junk"))).isEqualTo(SignInFailure.WECHAT_CODE_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void codeThatWasNotSent_isGoodAMomentLater() {
        source = (code, profile) -> {
            throw new SignInStopped(SignInFailure.WECHAT_BUSY, SignInStopped.Code.NOT_SENT, "not asked");
        };
        PendingSignIn pending = begin();
        assertThat(failure(finish(pending, "c"))).isEqualTo(SignInFailure.WECHAT_BUSY);
        source = (code, profile) -> USER;
        clock.advance(Duration.ofSeconds(6));

        assertThat(finish(pending, "c")).isInstanceOf(Completed.class);
    }

    @Test
    void codeWithoutAnAnswer_isNeverSentAgain() {
        source = (code, profile) -> {
            throw new SignInStopped(SignInFailure.WECHAT_UNREACHABLE, SignInStopped.Code.USED, "down");
        };
        PendingSignIn pending = begin();
        finish(pending, "c");
        clock.advance(Duration.ofSeconds(6));

        assertThat(failure(finish(pending, "c"))).isEqualTo(SignInFailure.WECHAT_CODE_USED);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("one address that waits for WeChat leaves places for others")
    void oneAddress_hasNotAllPlaces() throws Exception {
        CountDownLatch in = new CountDownLatch(16);
        CountDownLatch goOn = new CountDownLatch(1);
        source = (code, profile) -> {
            if (code.startsWith("slow")) {
                in.countDown();
                awaitQuietly(goOn);
            }
            return USER;
        };
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 16; i++) {
                String code = "slow " + i;
                threads.submit(() -> from("192.0.2.1", code));
            }
            assertThat(in.await(2, TimeUnit.MINUTES)).isTrue();

            assertThat(failure(from("192.0.2.1", "c"))).isEqualTo(SignInFailure.WECHAT_BUSY);
            assertThat(from("192.0.2.2", "d")).isInstanceOf(Completed.class);
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
    }

    private SignInOutcome from(String address, String code) {
        return flow.finish(begin(), Optional.of(code), SignInMethod.REDIRECT, Optional.empty(), Optional.of(address));
    }
}
