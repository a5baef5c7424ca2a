package dev.saoma.page.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.RedisSettings;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.support.MutableClock;
import dev.saoma.page.support.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What network and server faults do to us. */
@Timeout(300)
class RedisFaultsTest {
    private static final Kind ONE = new Kind("one", Duration.ofMinutes(1));
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final String PASSWORD = "redis-password-that-is-not-told";

    private static TestRedis redis;

    private final MutableClock clock = MutableClock.atNow();
    private final Sealer sealer = new Sealer(List.of(SealKey.of(new byte[32])), "page", clock, new SecureRandom());

    @BeforeAll
    static void startRedis() {
        redis = new TestRedis(PASSWORD);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private Store store(RedisServer server) {
        return server.store("https://login.example.com", sealer, () -> new Agreement("", Set.of("k")));
    }

    private static void awaitReady(Store store, boolean ready) throws InterruptedException {
        while (store.isReady() != ready) { // Ends at the class's timeout.
            Thread.sleep(10);
        }
    }

    private static void awaitWorking(Store store) throws InterruptedException {
        while (true) {
            try {
                store.put(ONE, "again", "v");
                return;
            } catch (StoreUnavailableException e) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    @DisplayName("N5: not there at start: the page starts, is not ready, and begins by itself")
    void missingAtStart_isTakenUpLater() throws Exception {
        try (Relay relay = new Relay(redis.port())) {
            relay.mode(Relay.Mode.CUT);
            try (RedisServer server = RedisServer.open(redis.settings(relay.port()), clock, OFTEN)) {
                Store store = store(server);
                assertThat(store.isReady()).isFalse();
                assertThatThrownBy(() -> store.put(ONE, "k", "v")).isInstanceOf(StoreUnavailableException.class);

                relay.mode(Relay.Mode.PASS);

                awaitReady(store, true);
                store.put(ONE, "k", "v");
                assertThat(store.get(ONE, "k")).contains("v");
            }
        }
    }

    @Test
    @DisplayName("N5: does not answer: each call ends soon, the next ones at once, without further attempts")
    void stalled_failsFastAndRecovers() throws Exception {
        try (Relay relay = new Relay(redis.port());
                RedisServer server = RedisServer.open(redis.settings(relay.port()), clock, OFTEN)) {
            Store store = store(server);
            store.put(ONE, "k", "v");
            relay.mode(Relay.Mode.STALL);
            int before = relay.connections();

            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> store.get(ONE, "k")).isInstanceOf(StoreUnavailableException.class);
            }

            awaitReady(store, false);
            assertThat(relay.connections() - before).isLessThan(30);
            relay.mode(Relay.Mode.PASS);
            relay.hangUp(); // Otherwise the swallowed response would be waited for.
            awaitReady(store, true);
            awaitWorking(store);
            assertThat(store.get(ONE, "k")).contains("v");
        }
    }

    @Test
    @DisplayName("N5: connections that died while idle fail no request")
    void deadIdleConnections_areReplaced() {
        try (Relay relay = new Relay(redis.port());
                RedisServer server = RedisServer.open(redis.settings(relay.port()), clock, Duration.ofHours(1))) {
            Store store = store(server);
            store.put(ONE, "k", "v");
            relay.hangUp();

            assertThat(store.get(ONE, "k")).contains("v");
        }
    }

    @Test
    @DisplayName("N5: killed and started again: its memory is gone, the page still works")
    void restarted_goesOn() throws Exception {
        try (TestRedis own = new TestRedis();
                RedisServer server = RedisServer.open(own.settings(), clock, OFTEN)) {
            Store store = store(server);
            store.put(ONE, "k", "v");
            own.kill();
            assertThatThrownBy(() -> store.get(ONE, "k")).isInstanceOf(StoreUnavailableException.class);
            awaitReady(store, false);

            own.startAgain();

            awaitReady(store, true);
            awaitWorking(store);
            assertThat(store.get(ONE, "k")).isEmpty();
        }
    }

    @Test
    void wrongPassword_isRefusedAtStart_andNotTold() {
        RedisSettings right = redis.settings();
        RedisSettings none = new RedisSettings("127.0.0.1", right.port(), false, null, null, null, 0, "test");
        RedisSettings wrong =
                new RedisSettings("127.0.0.1", right.port(), false, null, null, Secret.of("wrong-password"), 0, "test");

        assertThatThrownBy(() -> RedisServer.open(none, clock))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("store.redis.password");
        assertThatThrownBy(() -> RedisServer.open(wrong, clock))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("store.redis.password")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void passwordForServerWithoutOne_isRefusedAtStart() {
        try (TestRedis open = new TestRedis()) {
            assertThatThrownBy(() -> RedisServer.open(redis.settings(open.port()), clock))
                    .isInstanceOf(RedisRefusedException.class);
        }
    }

    @Test
    @DisplayName("store.redis.tls: the server's certificate is checked, name and issuer")
    void tls_isCheckedAndUsed(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.make(directory);
        Path ca = directory.resolve("ca.pem");
        Files.writeString(
                ca,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.encoded())
                        + "\n-----END CERTIFICATE-----\n");
        try (Relay relay = new Relay(listening(certificate), redis.port())) {
            RedisSettings trusting = tls("127.0.0.1", relay.port(), ca);
            try (RedisServer server = RedisServer.open(trusting, clock)) {
                Store store = store(server);
                store.put(ONE, "k", "v");
                assertThat(store.get(ONE, "k")).contains("v");
            }
            try (RedisServer server = RedisServer.open(tls("127.0.0.1", relay.port(), null), clock)) {
                assertThat(store(server).isReady()).as("an issuer nobody knows").isFalse();
            }
            try (RedisServer server = RedisServer.open(tls("localhost", relay.port(), ca), clock)) {
                assertThat(store(server).isReady()).as("another name").isFalse();
            }
        }
    }

    private static RedisSettings tls(String host, int port, Path ca) {
        return new RedisSettings(host, port, true, ca, null, Secret.of(PASSWORD), 0, "test");
    }

    private static ServerSocket listening(TestCertificate certificate) throws Exception {
        return certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    @DisplayName("N5: many at once wait for a free connection, not for ever, and none is lost")
    void manyAtOnce_areServed() throws IOException {
        try (RedisServer server = RedisServer.open(redis.settings(), clock)) {
            Store store = store(server);
            List<Boolean> first = java.util.stream.IntStream.range(0, 2000)
                    .parallel()
                    .mapToObj(i -> store.putIfAbsent(ONE, "many " + i % 1000, "v"))
                    .toList();

            assertThat(first).filteredOn(won -> won).hasSize(1000);
        }
    }
}
