package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.signin.SignInOutcome.Completed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignInFlowTest extends SignInFlowFixture {
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
    @DisplayName("G88: an internal error signs no user in, and blocks nothing")
    void fault_isThrownAndForgotten() {
        source = (code, profile) -> {
            throw new IllegalStateException("bug");
        };
        PendingSignIn pending = begin();

        assertThatThrownBy(() -> finish(pending, "c")).hasMessage("bug");
        source = (code, profile) -> USER;
        assertThat(finish(pending, "c2")).isInstanceOf(Completed.class);
    }
}
