package dev.saoma.page.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreContract;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.support.MutableClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RedisStoreTest extends StoreContract {
    private static final String ISSUER = "https://login.example.com";
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final Agreement AGREEMENT = new Agreement("wx1 UNIONID", Set.of("kid-1", "kid-2"));
    private static final Kind ONCE = Kind.oneUse("once", Duration.ofMinutes(1));

    private static TestRedis redis;

    private final MutableClock clock = MutableClock.atNow();
    private final SecureRandom random = new SecureRandom();
    private final Sealer sealer = sealer(1);
    private RedisServer server;

    @BeforeAll
    static void startRedis() {
        redis = new TestRedis();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        redis.flush();
        server = RedisServer.open(redis.settings(), clock, SELDOM);
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    private Sealer sealer(int number) {
        return sealer(number, clock);
    }

    private Sealer sealer(int number, Clock with) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return new Sealer(List.of(SealKey.of(key)), ISSUER, with, random);
    }

    private Store store(RedisServer of, Sealer with, Agreement agreement) {
        return of.store(ISSUER, with, () -> agreement);
    }

    @Override
    protected Store create(int most) {
        if (server == null) { // The contract's own set-up runs first.
            connect();
        }
        return server.store(ISSUER, sealer, () -> AGREEMENT, most);
    }

    @Override
    protected void pass(Duration time) {
        redis.pass(time);
    }

    @Test
    @DisplayName("N2: what one node puts another one finds, and of both exactly one takes it")
    void twoNodes_shareTheStore() {
        Store one = create();
        try (RedisServer second = RedisServer.open(redis.settings(), clock, SELDOM)) {
            Store other = store(second, sealer, AGREEMENT);
            one.put(ONCE, "k", "v");

            assertThat(other.get(ONCE, "k")).contains("v");
            assertThat(other.take(ONCE, "k")).contains("v");
            assertThat(one.take(ONCE, "k")).isEmpty();
        }
    }

    @Test
    @DisplayName("pages with different issuers see nothing of each other")
    void otherPage_findsNothing() {
        create().put(ONE, "k", "v");

        assertThat(server.store("https://other.example.com", sealer, () -> AGREEMENT)
                        .get(ONE, "k"))
                .isEmpty();
    }

    @Test
    @DisplayName("reading Redis discloses nothing, and writing to it changes nothing")
    void values_areSealedForTheirName() {
        Store store = create();
        store.put(ONE, "k", "somebody's name");
        String name = redis.keys().stream()
                .filter(key -> key.endsWith(":one:k"))
                .findFirst()
                .orElseThrow();
        String sealed = new String((byte[]) redis.ask("GET", name), java.nio.charset.StandardCharsets.UTF_8);
        redis.ask("SET", name.replace(":one:k", ":one:elsewhere"), sealed);

        assertThat(name).startsWith("test:");
        assertThat(sealed).doesNotContain("somebody");
        assertThat(store.get(ONE, "elsewhere")).isEmpty();
        assertThat(store.get(ONE, "k")).contains("somebody's name");
    }

    @Test
    @DisplayName(
            "N6: garbage and values of another type are as if they were not there, but nothing is put over a marker")
    void garbage_isAbsent() {
        Store store = create();
        store.put(ONE, "text", "v");
        store.put(ONE, "list", "v");
        for (String name : redis.keys()) {
            if (name.endsWith(":text")) {
                redis.ask("SET", name, "garbage");
            } else if (name.endsWith(":list")) {
                redis.ask("DEL", name);
                redis.ask("RPUSH", name, "garbage");
            }
        }

        assertThat(store.get(ONE, "text")).isEmpty();
        assertThat(store.get(ONE, "list")).isEmpty();
        assertThat(store.take(ONE, "list")).isEmpty();
        assertThat(store.putIfAbsent(ONE, "text", "w")).isFalse();
        assertThat(store.take(ONE, "text")).isEmpty();
        assertThat(store.isReady()).isTrue();
    }

    @Test
    @DisplayName("N7: after a restart or failover what is good for one use is gone, and the rest is not")
    void otherRunId_forgetsWhatIsGoodOnce() {
        Store store = create();
        store.put(ONCE, "hand-off", "v");
        store.put(ONE, "session", "v");
        String name = redis.keys().stream()
                .filter(key -> key.endsWith(":once:hand-off"))
                .findFirst()
                .orElseThrow();
        String[] parts = name.split(":");
        String before = "0123456789ab";
        redis.ask("RENAME", name, name.replace(parts[2], before)); // As the server that died would have named it.

        assertThat(store.take(ONCE, "hand-off")).isEmpty();
        assertThat(store.get(ONE, "session")).contains("v");
    }

    @Test
    @DisplayName("N10: a node with another cookie key, without a common signing key, or for another app is not ready")
    void otherConfiguration_isNotReady() {
        Store first = create();
        try (RedisServer second = RedisServer.open(redis.settings(), clock, SELDOM)) {
            assertThat(store(second, sealer, new Agreement("wx1 UNIONID", Set.of("kid-2", "kid-3")))
                            .isReady())
                    .as("in the middle of a key rotation")
                    .isTrue();
            assertThat(store(second, sealer(2), AGREEMENT).isReady())
                    .as("cookie key")
                    .isFalse();
            assertThat(store(second, sealer, new Agreement("wx1 UNIONID", Set.of("kid-9")))
                            .isReady())
                    .as("signing key")
                    .isFalse();
            assertThat(store(second, sealer, new Agreement("wx2 UNIONID", Set.of("kid-1")))
                            .isReady())
                    .as("app")
                    .isFalse();
        }
        assertThat(first.isReady()).isTrue();
    }

    @Test
    @DisplayName("N10: a minute after the last node of the old kind has gone, the new kind holds")
    void oldNodesGone_newConfigurationHolds() {
        create();
        server.close();
        redis.pass(Duration.ofMinutes(1));
        try (RedisServer second = RedisServer.open(redis.settings(), clock, SELDOM)) {
            assertThat(store(second, sealer(2), AGREEMENT).isReady()).isTrue();
        }
    }

    @Test
    @DisplayName("N8: clocks that differ by five minutes make no difference to what is stored")
    void otherClock_isBearable() {
        Store here = create();
        MutableClock ahead = MutableClock.atNow();
        ahead.advance(Duration.ofMinutes(5));
        try (RedisServer second = RedisServer.open(redis.settings(), ahead, SELDOM)) {
            Store there = store(second, sealer(1, ahead), AGREEMENT);
            here.put(ONCE, "k", "v");
            there.put(ONE, "k", "w");

            assertThat(there.isReady()).isTrue();
            assertThat(there.take(ONCE, "k")).contains("v");
            assertThat(here.get(ONE, "k")).contains("w");
        }
    }

    @Test
    @DisplayName("N8: a node whose clock is a quarter of an hour ahead is not ready")
    void clockFarAhead_isNotReady() {
        create();
        MutableClock ahead = MutableClock.atNow();
        ahead.advance(Duration.ofMinutes(15));
        try (RedisServer second = RedisServer.open(redis.settings(), ahead, SELDOM)) {
            assertThat(store(second, sealer(1, ahead), AGREEMENT).isReady()).isFalse();
        }
    }

    @Test
    @DisplayName("N9: whatever a node leaves behind when it dies goes by itself: every key has an end")
    void everyKey_hasAnEnd() {
        Store store = create();
        store.put(ONE, "put", "v");
        store.put(ONCE, "once", "v");
        store.putIfAbsent(ONE, "first", "v");
        store.putIfAbsent(ONE, "first", "w");
        store.put(ONE, "put", "again");

        assertThat(redis.keys()).hasSize(4); // One is the nodes' agreement.
        assertThat(redis.keys())
                .allSatisfy(
                        key -> assertThat((Long) redis.ask("PTTL", key)).as(key).isPositive());
    }

    @Test
    @DisplayName("N15: a server that throws away what is in its way is refused at start")
    void evictingServer_isRefused() {
        redis.ask("CONFIG", "SET", "maxmemory", "100mb");
        redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try {
            assertThatThrownBy(() -> RedisServer.open(redis.settings(), clock, SELDOM))
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageContaining("allkeys-lru")
                    .hasMessageContaining("noeviction");
        } finally {
            redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
            redis.ask("CONFIG", "SET", "maxmemory", "0");
        }
    }

    @Test
    @DisplayName("N5: a server without memory left refuses to keep, and the store says so")
    void fullServer_isUnavailable() {
        Store store = create();
        store.put(ONE, "before", "v");
        redis.ask("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> store.put(ONE, "k", "v"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("OOM");
        } finally {
            redis.ask("CONFIG", "SET", "maxmemory", "0");
        }
        store.put(ONE, "k", "v");
        assertThat(store.get(ONE, "k")).contains("v");
    }

    @Test
    @DisplayName("N5: a server that has become a read-only replica")
    void replica_isUnavailable() {
        Store store = create();
        redis.ask("REPLICAOF", "127.0.0.1", "1");
        try {
            assertThatThrownBy(() -> store.put(ONE, "k", "v"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("READONLY");
        } finally {
            redis.ask("REPLICAOF", "NO", "ONE");
        }
        store.put(ONE, "k", "v");
        assertThat(store.get(ONE, "k")).contains("v");
    }
}
