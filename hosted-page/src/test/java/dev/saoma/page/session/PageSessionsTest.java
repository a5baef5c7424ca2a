package dev.saoma.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.session.PageSessions.Opened;
import dev.saoma.page.settings.PoolSettings.SessionSettings;
import dev.saoma.page.settings.ProtocolRules;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.support.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PageSessionsTest {
    private final MutableClock clock = MutableClock.atNow();
    private final PageSessions sessions = new PageSessions(
            new MemoryStore(clock, 1000),
            new SessionSettings(true, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            new RandomText(new SecureRandom()),
            clock);

    @Test
    @DisplayName(
            "the end of a session is known as long as an ID token of it may be checked, however short sessions are")
    void end_isKnownAsLongAsItsTokens() {
        SignedInUser user = new SignedInUser("oSubject", null, null, "oSubject", null);
        Opened opened = sessions.open(user, false, Optional.empty()).orElseThrow();

        sessions.endAs(opened.session().sid());

        clock.advance(ProtocolRules.LONGEST_ID_TOKEN.minusSeconds(1));
        assertThat(sessions.hasEnded(opened.session().sid())).isTrue();
    }
}
