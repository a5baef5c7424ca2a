package dev.saoma.sandbox.qr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.sandbox.ManualClock;
import dev.saoma.sandbox.model.CallbackDomain;
import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxApp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QrCodesTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final QrCodes codes = new QrCodes(new RandomIds(), LIFETIME, clock, (app, user) -> "code");
    private final SandboxApp app = new SandboxApp("wx1", "secret", "App", CallbackDomain.of("127.0.0.1"));

    @Test
    void liveCodes_comeNewestFirst() {
        QrCode first = create();
        QrCode second = create();
        assertThat(codes.live()).containsExactly(second, first);
    }

    @Test
    void endedCodes_areFoundButNotLive() {
        QrCode code = create();
        clock.advance(LIFETIME);
        assertThat(codes.live()).isEmpty();
        assertThat(codes.find(code.uuid())).contains(code);
    }

    @Test
    void oldCodes_areDropped() {
        QrCode old = create();
        clock.advance(LIFETIME.multipliedBy(2).plusSeconds(1));
        create();
        assertThat(codes.find(old.uuid())).isEmpty();
    }

    @Test
    void flood_keepsTheNewestFiveHundredAndEndsTheRest() {
        QrCode first = create();
        for (int i = 0; i < 600; i++) {
            create();
        }
        assertThat(codes.live()).hasSize(500);
        assertThat(first.status()).isEqualTo(QrStatus.EXPIRED);
    }

    @Test
    void uuid_hasTheShapeSeenAtWeChat() {
        assertThat(create().uuid()).matches("0[1-9]1[0-9A-Za-z_-]{13}");
    }

    private QrCode create() {
        String redirectUri = "http://127.0.0.1/cb";
        return codes.create(new Authorization(app, redirectUri, CallbackUrl.of(redirectUri, "s")));
    }
}
