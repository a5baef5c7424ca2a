package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.support.MutableClock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is remembered of sign-ins and WeChat's codes, and for how long. */
class UsedCodesTest {
    private static final String ATTEMPT = "attempt";
    private static final String CODE = "061AbCdEf";
    private static final Completed COMPLETED = new Completed(
            new AuthorizeResponse("https://crm.example.com/cb", ResponseMode.FRAGMENT, Map.of("code", "c")),
            "session",
            1_700_000_000L);

    private final MutableClock clock = MutableClock.atNow();
    private final UsedCodes used = new UsedCodes(new MemoryStore(clock, 100));
    private final PendingSignIn pending = pending('a');

    private static PendingSignIn pending(char letter) {
        AuthorizeRequest request = new AuthorizeRequest(
                "crm",
                "https://crm.example.com/cb",
                Set.of("openid"),
                "st",
                "no",
                null,
                null,
                AuthenticationParameters.NONE);
        return new PendingSignIn(String.valueOf(letter).repeat(PendingSignIn.STATE_CHARS), request, 0);
    }

    @Test
    void signIn_isUsedOnce() {
        assertThat(used.isUsed(pending)).isFalse();

        assertThat(used.use(pending)).isTrue();

        assertThat(used.isUsed(pending)).isTrue();
        assertThat(used.use(pending)).isFalse();
        assertThat(used.use(pending('b'))).isTrue();
    }

    @Test
    void usedSignIn_isRememberedLongerThanASignInLives() {
        used.use(pending);
        clock.advance(Duration.ofMinutes(10));

        assertThat(used.isUsed(pending)).isTrue();
    }

    @Test
    void code_isUsedOnce() {
        assertThat(used.use(CODE, clock.instant())).isTrue();
        assertThat(used.use(CODE, clock.instant())).isFalse();
        assertThat(used.use("another", clock.instant())).isTrue();
    }

    @Test
    void codeInUse_isBeingAskedUntilTheLongestAttemptIsOver() {
        assertThat(used.isBeingAsked(CODE, clock.instant())).isFalse();

        used.use(CODE, clock.instant());

        assertThat(used.isBeingAsked(CODE, clock.instant())).isTrue();
        clock.advance(UsedCodes.LONGEST_ATTEMPT.minusMillis(1));
        assertThat(used.isBeingAsked(CODE, clock.instant())).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(used.isBeingAsked(CODE, clock.instant())).isFalse();
    }

    @Test
    void codeThatIsDone_isUsedAndNotBeingAsked() {
        used.use(CODE, clock.instant());

        used.done(CODE);

        assertThat(used.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(used.use(CODE, clock.instant())).isFalse();
    }

    @Test
    void codeThatWeChatWasNotAskedAbout_canBeUsed() {
        used.use(CODE, clock.instant());

        used.forget(CODE);

        assertThat(used.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(used.isRefused(CODE)).isFalse();
        assertThat(used.use(CODE, clock.instant())).isTrue();
    }

    @Test
    void refusedCode_isRememberedAsRefusedAndNotAsUsed() {
        assertThat(used.isRefused(CODE)).isFalse();
        used.use(CODE, clock.instant());

        used.refused(CODE);

        assertThat(used.isRefused(CODE)).isTrue();
        assertThat(used.isRefused("another")).isFalse();
        assertThat(used.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(used.use(CODE, clock.instant())).isTrue();
    }

    @Test
    void attempts_areCountedForEachSignIn() {
        for (int i = 0; i < UsedCodes.MOST_ATTEMPTS; i++) {
            assertThat(used.attempt(pending)).as("attempt %d", i + 1).isTrue();
        }

        assertThat(used.attempt(pending)).isFalse();
        assertThat(used.attempt(pending('b'))).isTrue();
    }

    @Test
    void nameOfAnAttempt_isOfSignInAndCode() {
        assertThat(UsedCodes.attempt(pending, CODE))
                .isEqualTo(UsedCodes.attempt(pending('a'), CODE))
                .isNotEqualTo(UsedCodes.attempt(pending('b'), CODE))
                .isNotEqualTo(UsedCodes.attempt(pending, "another"))
                .doesNotContain(CODE);
    }

    @Test
    void redirect_isRememberedWithItsSession() {
        used.remember(ATTEMPT, SignInMethod.POPUP, COMPLETED);

        assertThat(used.result(ATTEMPT, SignInMethod.POPUP)).contains(COMPLETED);
        assertThat(used.result("another", SignInMethod.POPUP)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignInFailure.class)
    void failure_isRememberedWithItsIdAndNumber(SignInFailure failure) {
        used.remember(ATTEMPT, SignInMethod.REDIRECT, new Failed(failure, "id", "123456"));

        assertThat(used.result(ATTEMPT, SignInMethod.REDIRECT)).contains(new Failed(failure, "id", "123456"));
    }

    @Test
    void resultInAFrame_livesForHalfAMinute() {
        used.remember(ATTEMPT, SignInMethod.FRAME, new Failed(SignInFailure.TOO_MANY, "id"));
        clock.advance(Duration.ofSeconds(29));
        assertThat(used.result(ATTEMPT, SignInMethod.FRAME)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(used.result(ATTEMPT, SignInMethod.FRAME)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FRAME")
    void otherResult_livesForFiveSeconds(SignInMethod way) {
        used.remember(ATTEMPT, way, new Failed(SignInFailure.TOO_MANY, "id"));
        assertThat(used.result(ATTEMPT, SignInMethod.FRAME)).isEmpty();
        clock.advance(Duration.ofSeconds(4));
        assertThat(used.result(ATTEMPT, way)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(used.result(ATTEMPT, way)).isEmpty();
    }

    @Test
    void finishedSignIn_isRememberedFor90Seconds() {
        UsedCodes.Finished by =
                new UsedCodes.Finished(new SignedInUser("oSubject", null, null, "oSubject", null), 7, "sid");
        assertThat(used.finished(pending)).isEmpty();

        used.finished(pending, by);

        clock.advance(Duration.ofSeconds(89));
        assertThat(used.finished(pending)).contains(by);
        assertThat(used.finished(pending('b'))).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(used.finished(pending)).isEmpty();
    }
}
