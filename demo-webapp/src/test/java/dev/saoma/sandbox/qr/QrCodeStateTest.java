package dev.saoma.sandbox.qr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.sandbox.ManualClock;
import dev.saoma.sandbox.model.CallbackDomain;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.model.TestUsers;
import dev.saoma.sandbox.qr.QrCodeState.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("state machine of a QR code")
class QrCodeStateTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final SandboxUser ZHANG = TestUsers.all().get(0);
    private static final SandboxUser LI = TestUsers.all().get(1);

    private final ManualClock clock = new ManualClock();
    private final SandboxApp app = new SandboxApp("wx1", "secret", "App", CallbackDomain.of("127.0.0.1"));
    private final QrCodeState code = new QrCodeState(
            "uuid",
            new Authorization(app, "http://127.0.0.1/cb", CallbackUrl.of("http://127.0.0.1/cb", "s")),
            clock.instant().plus(LIFETIME),
            clock);

    @Nested
    class Transitions {

        @Test
        void newCode_waits() {
            assertThat(code.view()).isEqualTo(new View(QrStatus.WAITING, null, null));
        }

        @Test
        void scanned_knowsTheUser() {
            assertThat(code.scan(ZHANG)).isTrue();
            assertThat(code.view()).isEqualTo(new View(QrStatus.SCANNED, ZHANG, null));
        }

        @Test
        void scannedTwice_keepsTheFirstUser() {
            code.scan(ZHANG);
            assertThat(code.scan(LI)).isFalse();
            assertThat(code.view().user()).isEqualTo(ZHANG);
        }

        @Test
        void confirmedAfterScan_hasACodeForTheUser() {
            code.scan(ZHANG);
            assertThat(code.confirm(user -> "code of " + user.nickname())).isTrue();
            assertThat(code.view()).isEqualTo(new View(QrStatus.CONFIRMED, ZHANG, "code of 张伟"));
        }

        @Test
        void confirmedWithoutScan_isRefusedAndIssuesNothing() {
            List<SandboxUser> issued = new ArrayList<>();
            assertThat(code.confirm(user -> {
                        issued.add(user);
                        return "code";
                    }))
                    .isFalse();
            assertThat(issued).isEmpty();
        }

        @Test
        void cancelled_canBeScannedAgainBySomebodyElse() {
            code.scan(ZHANG);
            assertThat(code.cancel()).isTrue();
            assertThat(code.view().status()).isEqualTo(QrStatus.CANCELLED);
            assertThat(code.scan(LI)).isTrue();
            assertThat(code.view().user()).isEqualTo(LI);
        }

        @Test
        void cancelledWithoutScan_isRefused() {
            assertThat(code.cancel()).isFalse();
        }

        @Test
        void confirmed_isFinal() {
            code.scan(ZHANG);
            code.confirm(user -> "code");
            assertThat(code.scan(LI)).isFalse();
            assertThat(code.cancel()).isFalse();
            assertThat(code.confirm(user -> "another")).isFalse();
            assertThat(code.end(QrStatus.EXPIRED)).isFalse();
            assertThat(code.view().code()).isEqualTo("code");
        }
    }

    @Nested
    class Expiry {

        @Test
        void justBeforeItsEnd_isAlive() {
            clock.advance(LIFETIME.minusMillis(1));
            assertThat(code.view().status()).isEqualTo(QrStatus.WAITING);
        }

        @Test
        void atItsEnd_isExpired() {
            clock.advance(LIFETIME);
            assertThat(code.view().status()).isEqualTo(QrStatus.EXPIRED);
        }

        @Test
        void scannedButNotConfirmedInTime_cannotBeConfirmed() {
            code.scan(ZHANG);
            clock.advance(LIFETIME);
            assertThat(code.confirm(user -> "code")).isFalse();
        }

        @Test
        void confirmedInTime_staysConfirmed() {
            code.scan(ZHANG);
            code.confirm(user -> "code");
            clock.advance(LIFETIME.multipliedBy(3));
            assertThat(code.view().status()).isEqualTo(QrStatus.CONFIRMED);
        }
    }

    @Nested
    class Waiting {

        @Test
        void statusIsAnotherThanKnown_isAnsweredAtOnce() {
            code.scan(ZHANG);
            assertThat(code.changeFrom(QrStatus.WAITING))
                    .isCompletedWithValueMatching(view -> view.status() == QrStatus.SCANNED);
        }

        @Test
        void statusIsTheKnownOne_isAnsweredByTheNextChange() {
            code.scan(ZHANG);
            CompletableFuture<View> change = code.changeFrom(QrStatus.SCANNED);
            assertThat(change).isNotDone();
            code.cancel();
            assertThat(change).isCompletedWithValueMatching(view -> view.status() == QrStatus.CANCELLED);
        }

        @Test
        void expiryNoticedBySomebodyElse_isTold() {
            CompletableFuture<View> change = code.changeFrom(QrStatus.WAITING);
            clock.advance(LIFETIME);
            code.view();
            assertThat(change).isCompletedWithValueMatching(view -> view.status() == QrStatus.EXPIRED);
        }

        @Test
        void forgotten_isNotTold() {
            CompletableFuture<View> change = code.changeFrom(QrStatus.WAITING);
            code.forget(change);
            code.scan(ZHANG);
            assertThat(change).isNotDone();
        }
    }
}
