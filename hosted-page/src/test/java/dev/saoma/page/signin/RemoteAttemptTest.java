package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.oidc.AuthorizeResponse;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.SignInOutcome.Completed;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.support.MutableClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RemoteAttemptTest {
    private static final SignInOutcome OUTCOME = new Completed(
            new AuthorizeResponse("https://crm.example.com/cb", ResponseMode.QUERY, Map.of("code", "c")), null, 1L);

    private final MutableClock clock = new MutableClock(Instant.now());
    private final MemoryStore memory = new MemoryStore(clock, 100);
    private final UsedCodes atTheOther = new UsedCodes(memory);

    @Test
    @DisplayName("W12 on two nodes: the other node ends its attempt between two looks into the store")
    void attemptThatEndsBetweenTwoLooks_isKnown() {
        atTheOther.use("wechat-code", clock.instant());
        RemoteAttempt here = new RemoteAttempt(new UsedCodes(new EndingAfterTheFirstLook()), clock);

        assertThat(here.outcome("attempt", "wechat-code", SignInMethod.REDIRECT))
                .contains(OUTCOME);
    }

    @Test
    void codeThatNobodyAsksAbout_isNotWaitedFor() {
        RemoteAttempt here = new RemoteAttempt(atTheOther, clock);

        assertThat(here.outcome("attempt", "wechat-code", SignInMethod.REDIRECT))
                .isEmpty();
    }

    private final class EndingAfterTheFirstLook implements Store {
        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public Optional<String> get(Kind kind, String key) {
            Optional<String> value = memory.get(kind, key);
            if (!ended.getAndSet(true)) {
                atTheOther.remember("attempt", SignInMethod.REDIRECT, OUTCOME);
                atTheOther.done("wechat-code");
            }
            return value;
        }

        @Override
        public void put(Kind kind, String key, String value) {
            memory.put(kind, key, value);
        }

        @Override
        public boolean putIfAbsent(Kind kind, String key, String value) {
            return memory.putIfAbsent(kind, key, value);
        }

        @Override
        public Optional<String> take(Kind kind, String key) {
            return memory.take(kind, key);
        }

        @Override
        public Map<String, Integer> sizes() {
            return Map.of();
        }

        @Override
        public boolean isReady() {
            return memory.isReady();
        }
    }
}
