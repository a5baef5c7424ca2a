package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.signin.SignInOutcome.Completed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to codes that WeChat refuses, does not get, or does not respond to, and how many one address may hold. */
class CodesOfWeChatTest extends SignInFlowFixture {
    @Test
    void hugeCode_isNotSent() {
        assertThat(failure(finish(begin(), "c".repeat(513)))).isEqualTo(SignInFailure.WECHAT_CODE_INVALID);
        assertThat(asked).hasValue(0);
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
}
