package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.MutableClock;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.oidc.Wishes;
import dev.saoma.page.signin.SignInOutcome.GoOn;
import dev.saoma.page.signin.SignInOutcome.Stopped;
import dev.saoma.page.store.MemoryStore;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is remembered of sign-ins and WeChat's codes, and for how long. */
class SpentSignInsTest {
    private static final String ATTEMPT = "attempt";
    private static final String CODE = "061AbCdEf";

    private final MutableClock clock = MutableClock.atNow();
    private final SpentSignIns spent = new SpentSignIns(new MemoryStore(clock, 100));
    private final PendingSignIn pending = pending('a');

    private static PendingSignIn pending(char letter) {
        AuthorizeRequest request = new AuthorizeRequest(
                "crm", "https://crm.example.com/cb", Set.of("openid"), "st", "no", null, null, Wishes.NONE);
        return new PendingSignIn(String.valueOf(letter).repeat(PendingSignIn.STATE_CHARS), request, 0);
    }

    @Test
    void signIn_isUsedOnce() {
        assertThat(spent.isUsed(pending)).isFalse();

        assertThat(spent.use(pending)).isTrue();

        assertThat(spent.isUsed(pending)).isTrue();
        assertThat(spent.use(pending)).isFalse();
        assertThat(spent.use(pending('b'))).isTrue();
    }

    @Test
    void usedSignIn_isRememberedLongerThanASignInLives() {
        spent.use(pending);
        clock.advance(Duration.ofMinutes(10));

        assertThat(spent.isUsed(pending)).isTrue();
    }

    @Test
    void code_isUsedOnce() {
        assertThat(spent.use(CODE, clock.instant())).isTrue();
        assertThat(spent.use(CODE, clock.instant())).isFalse();
        assertThat(spent.use("another", clock.instant())).isTrue();
    }

    @Test
    void codeInUse_isBeingAskedUntilTheLongestAttemptIsOver() {
        assertThat(spent.isBeingAsked(CODE, clock.instant())).isFalse();

        spent.use(CODE, clock.instant());

        assertThat(spent.isBeingAsked(CODE, clock.instant())).isTrue();
        clock.advance(SpentSignIns.LONGEST_ATTEMPT.minusMillis(1));
        assertThat(spent.isBeingAsked(CODE, clock.instant())).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(spent.isBeingAsked(CODE, clock.instant())).isFalse();
    }

    @Test
    void codeThatIsDone_isUsedAndNotBeingAsked() {
        spent.use(CODE, clock.instant());

        spent.done(CODE);

        assertThat(spent.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(spent.use(CODE, clock.instant())).isFalse();
    }

    @Test
    void codeThatWeChatWasNotAskedAbout_canBeUsed() {
        spent.use(CODE, clock.instant());

        spent.forget(CODE);

        assertThat(spent.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(spent.isRefused(CODE)).isFalse();
        assertThat(spent.use(CODE, clock.instant())).isTrue();
    }

    @Test
    void refusedCode_isRememberedAsRefusedAndNotAsUsed() {
        assertThat(spent.isRefused(CODE)).isFalse();
        spent.use(CODE, clock.instant());

        spent.refused(CODE);

        assertThat(spent.isRefused(CODE)).isTrue();
        assertThat(spent.isRefused("another")).isFalse();
        assertThat(spent.isBeingAsked(CODE, clock.instant())).isFalse();
        assertThat(spent.use(CODE, clock.instant())).isTrue();
    }

    @Test
    void attempts_areCountedForEachSignIn() {
        for (int i = 0; i < SpentSignIns.MOST_ATTEMPTS; i++) {
            assertThat(spent.attempt(pending)).as("attempt %d", i + 1).isTrue();
        }

        assertThat(spent.attempt(pending)).isFalse();
        assertThat(spent.attempt(pending('b'))).isTrue();
    }

    @Test
    void nameOfAnAttempt_isOfSignInAndCode() {
        assertThat(SpentSignIns.attempt(pending, CODE))
                .isEqualTo(SpentSignIns.attempt(pending('a'), CODE))
                .isNotEqualTo(SpentSignIns.attempt(pending('b'), CODE))
                .isNotEqualTo(SpentSignIns.attempt(pending, "another"))
                .doesNotContain(CODE);
    }

    @Test
    void redirect_isRememberedWithItsSession() {
        spent.remember(ATTEMPT, Way.POPUP, new GoOn(URI.create("https://crm.example.com/cb?code=c"), "session"));

        assertThat(spent.result(ATTEMPT, Way.POPUP))
                .contains(new GoOn(URI.create("https://crm.example.com/cb?code=c"), "session"));
        assertThat(spent.result("another", Way.POPUP)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignInFailure.class)
    void failure_isRememberedWithItsIdAndNumber(SignInFailure failure) {
        spent.remember(ATTEMPT, Way.REDIRECT, new Stopped(failure, "id", "123456"));

        assertThat(spent.result(ATTEMPT, Way.REDIRECT)).contains(new Stopped(failure, "id", "123456"));
    }

    @Test
    void resultInAFrame_livesForHalfAMinute() {
        spent.remember(ATTEMPT, Way.FRAME, new Stopped(SignInFailure.TOO_MANY, "id"));
        clock.advance(Duration.ofSeconds(29));
        assertThat(spent.result(ATTEMPT, Way.FRAME)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(spent.result(ATTEMPT, Way.FRAME)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FRAME")
    void otherResult_livesForFiveSeconds(Way way) {
        spent.remember(ATTEMPT, way, new Stopped(SignInFailure.TOO_MANY, "id"));
        assertThat(spent.result(ATTEMPT, Way.FRAME)).isEmpty();
        clock.advance(Duration.ofSeconds(4));
        assertThat(spent.result(ATTEMPT, way)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(spent.result(ATTEMPT, way)).isEmpty();
    }

    @Test
    void finishedSignIn_isRememberedFor90Seconds() {
        SpentSignIns.Finished by =
                new SpentSignIns.Finished(new SignedInUser("oSubject", null, null, "oSubject", null), 7, "sid");
        assertThat(spent.finished(pending)).isEmpty();

        spent.finished(pending, by);

        clock.advance(Duration.ofSeconds(89));
        assertThat(spent.finished(pending)).contains(by);
        assertThat(spent.finished(pending('b'))).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(spent.finished(pending)).isEmpty();
    }
}
