package dev.saoma.sandbox.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.saoma.sandbox.ManualClock;
import dev.saoma.sandbox.model.CallbackDomain;
import dev.saoma.sandbox.model.Openids;
import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.model.TestUsers;
import dev.saoma.sandbox.sns.Grants.Grant;
import dev.saoma.sandbox.sns.SnsErrors.SnsException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final SandboxUser ZHANG = TestUsers.all().get(0);

    private final ManualClock clock = new ManualClock();
    private final SandboxApp app = new SandboxApp("wx1", "secret", "App", CallbackDomain.of("127.0.0.1"));
    private final SandboxApp other = new SandboxApp("wx2", "secret", "Other", CallbackDomain.of("127.0.0.1"));
    private final Grants grants = new Grants(new RandomIds(), new Openids(app), SandboxTimings.standard(), clock);

    @Test
    void code_isExchangedOnce() throws Exception {
        String code = grants.issueCode(app, ZHANG);
        assertThat(grants.redeem(app, code).user()).isEqualTo(ZHANG);
        assertErrcode(40163, () -> grants.redeem(app, code));
    }

    @Test
    void code_hasTheShapeSeenAtWeChat() {
        assertThat(grants.issueCode(app, ZHANG)).matches("0[1-9]1[0-9A-Za-z]{29}");
    }

    @Test
    void unknownCode_isInvalid() {
        assertErrcode(40029, () -> grants.redeem(app, "061unknown"));
    }

    @Test
    void codeAfterTenMinutes_isInvalid() {
        String code = grants.issueCode(app, ZHANG);
        clock.advance(Duration.ofMinutes(10));
        assertErrcode(40029, () -> grants.redeem(app, code));
    }

    @Test
    void codeOfAnotherApp_isInvalidAndNotUsedUp() throws Exception {
        String code = grants.issueCode(app, ZHANG);
        assertErrcode(40029, () -> grants.redeem(other, code));
        assertThat(grants.redeem(app, code).openid()).isEqualTo(ZHANG.openid());
    }

    @Test
    void samePersonInAnotherApp_hasAnotherOpenid() throws Exception {
        Grant grant = grants.redeem(other, grants.issueCode(other, ZHANG));
        assertThat(grant.openid()).isNotEqualTo(ZHANG.openid()).matches("o[0-9A-Za-z_-]{27}");
    }

    @Test
    void tokens_haveTheShapeSeenAtWeChat() throws Exception {
        Grant grant = grant();
        assertThat(grant.accessToken()).matches("[0-9]{2}_[0-9A-Za-z_-]{107}");
        assertThat(grant.refreshToken()).matches("[0-9]{2}_[0-9A-Za-z_-]{107}");
    }

    @Test
    void refreshWhileTheAccessTokenLasts_keepsItAndResetsItsClock() throws Exception {
        Grant grant = grant();
        clock.advance(Duration.ofMinutes(100));
        assertThat(grants.refresh(app, grant.refreshToken()).accessToken()).isEqualTo(grant.accessToken());
        clock.advance(Duration.ofMinutes(100));
        assertThat(grants.check(grant.accessToken()).user()).isEqualTo(ZHANG);
    }

    @Test
    void refreshAfterTheAccessTokenExpired_replacesIt() throws Exception {
        Grant grant = grant();
        clock.advance(Duration.ofHours(2));
        assertErrcode(42001, () -> grants.check(grant.accessToken()));
        Grant fresh = grants.refresh(app, grant.refreshToken());
        assertThat(grants.check(fresh.accessToken()).user()).isEqualTo(ZHANG);
        assertErrcode(40001, () -> grants.check(grant.accessToken()));
    }

    @Test
    void refreshTokenAfterThirtyDays_isExpiredHoweverOftenItWasUsed() throws Exception {
        Grant grant = grant();
        clock.advance(Duration.ofDays(29));
        grants.refresh(app, grant.refreshToken());
        clock.advance(Duration.ofDays(1));
        assertErrcode(42002, () -> grants.refresh(app, grant.refreshToken()));
    }

    @Test
    void refreshTokenUnknownOrOfAnotherApp_isInvalid() throws Exception {
        Grant grant = grant();
        assertErrcode(40030, () -> grants.refresh(app, "70_unknown"));
        assertErrcode(40030, () -> grants.refresh(other, grant.refreshToken()));
    }

    private Grant grant() throws SnsException {
        return grants.redeem(app, grants.issueCode(app, ZHANG));
    }

    private static void assertErrcode(int expected, ThrowingCallable call) {
        assertThatExceptionOfType(SnsException.class).isThrownBy(call).returns(expected, SnsException::errcode);
    }
}
