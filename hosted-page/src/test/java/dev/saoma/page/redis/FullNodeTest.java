package dev.saoma.page.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.support.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much one node stores. */
@Timeout(300)
class FullNodeTest {
    private static final Kind ONE = new Kind("one", Duration.ofSeconds(60));

    @Test
    @DisplayName(
            "a node stores so many values of a kind and no more: what anybody can store is dropped, the rest refused")
    void fullNode_storesNoMore() {
        Kind junk = Kind.expendable("junk", Duration.ofMinutes(1));
        MutableClock clock = MutableClock.atNow();
        Sealer sealer =
                new Sealer(List.of(SealKey.of(new byte[32])), "https://login.example.com", clock, new SecureRandom());
        Agreement agreement = new Agreement("wx1 UNIONID", Set.of("kid-1"));
        try (TestRedis redis = new TestRedis();
                RedisConnections connections = new RedisConnections(redis.settings())) {
            Store store =
                    new RedisStore(connections, "test", "https://login.example.com", sealer, () -> agreement, clock, 2);
            for (int i = 0; i < 100; i++) {
                store.put(junk, "key " + i, "value");
                assertThat(store.putIfAbsent(junk, "another " + i, "value")).isTrue();
                assertThat(store.putIfAbsent(junk, "another " + i, "value")).isFalse();
            }
            assertThat(redis.keys().stream().filter(key -> key.contains("junk")))
                    .hasSize(2);
            assertThat(store.sizes()).containsEntry("junk", 2);

            store.put(ONE, "a", "1");
            store.put(ONE, "a", "replaced, which takes no room");
            store.put(ONE, "b", "2");
            assertThatThrownBy(() -> store.put(ONE, "c", "3"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("2 values of kind one");
            assertThat(store.take(ONE, "a")).isPresent();
            store.put(ONE, "c", "3");
            clock.advance(ONE.lifetime().multipliedBy(2));
            store.put(ONE, "d", "4");
            assertThat(store.sizes()).containsEntry("one", 1).containsEntry("junk", 0);
        }
    }
}
