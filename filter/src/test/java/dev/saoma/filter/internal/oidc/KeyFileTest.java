package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that outlive a restart. */
class KeyFileTest {
    private final TestClock clock = new TestClock();
    private final Outbound outbound = new Outbound(OutboundLimits.within(Duration.ofMinutes(1)));
    private TestProvider provider;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        file = folder.resolve("keys.json");
    }

    @AfterEach
    void stop() {
        outbound.close();
        provider.close();
    }

    /** Returns a verifier as after a start, with nothing in memory. */
    private BearerTokens<Map<String, Object>> restarted(String issuer) {
        Provider discovered = new Provider(issuer, provider.issuer(), true, outbound, clock);
        IdTokenVerifier verifier =
                new IdTokenVerifier(issuer, "crm", new KeySet(discovered, clock, file), clock, Duration.ofMinutes(1));
        return new BearerTokens<>(verifier, clock, claims -> claims);
    }

    private Map<String, Object> verified() throws OidcException {
        return restarted(provider.issuer()).verify(provider.bearerToken(Map.of()));
    }

    private OidcException failure() {
        return catchThrowableOfType(OidcException.class, this::verified);
    }

    @Test
    @DisplayName("pain 25: a restart with the provider down")
    void restartWithoutTheProvider_stillVerifies() throws Exception {
        verified();
        provider.goDown();

        assertThat(verified()).containsEntry("sub", provider.subject);
        clock.advance(Duration.ofDays(6));
        assertThat(verified()).containsEntry("sub", provider.subject);
        clock.advance(Duration.ofDays(2));
        assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
    }

    @Test
    void file_isForItsOwnerAlone_andNothingElseIsLeft() throws Exception {
        verified();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(Files.readString(file)).contains(provider.issuer(), "\"kid\":\"k1\"");
    }

    @Test
    void keysThatOthersMayWrite_areNotUsed() throws Exception {
        verified();
        provider.goDown();
        for (String permissions : new String[] {"rw-rw----", "rw-----w-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(verified()).isNotEmpty();
    }

    @Test
    @DisplayName("keys that another local user can have planted sign no user in: his folder, a link, his file")
    void plantedKeys_areNotUsed() throws Exception {
        verified();
        provider.goDown();
        Path planted = Files.move(file, folder.resolve("planted.json"));
        Files.createSymbolicLink(file, planted);
        assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);

        Files.delete(file);
        Files.move(planted, file);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(verified()).isNotEmpty();
    }

    @Test
    @DisplayName(
            "keys of another user of this machine are not used (only root can give files away, so only root tests it)")
    void foreignKeys_areNotUsed() throws Exception {
        verified();
        assumeTrue((Integer) Files.getAttribute(file, "unix:uid") == 0, "runs as root");
        provider.goDown();

        Files.setAttribute(file, "unix:uid", 65_534);
        assertThat(failure().kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
        Files.setAttribute(file, "unix:uid", 0);
        assertThat(verified()).isNotEmpty();
    }

    @Test
    void folderThatEverybodyWrites_keepsNoKeys() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(verified()).isNotEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void brokenFile_isAsGoodAsNone() throws Exception {
        verified();
        String good = Files.readString(file);
        for (String bad : new String[] {
            "",
            "{",
            "[]",
            "{}",
            good.replace("issuer", "other"),
            good.replace("savedAt\":", "savedAt\":9"),
            good.replace("\"keys\"", "\"x\""),
            good.replace("\"RSA\"", "\"oct\"")
        }) {
            Files.writeString(file, bad);
            provider.keySet = "<html>";
            assertThat(failure()).as(bad).isNotNull();
            provider.keySet = "";
            assertThat(verified()).as(bad).isNotEmpty();
            assertThat(Files.readString(file)).isEqualTo(good);
        }
    }

    @Test
    void keysOfAnotherIssuer_areNotUsed() throws Exception {
        verified();
        provider.goDown();

        String token = provider.bearerToken(Map.of("iss", "https://other.example"));
        OidcException e = catchThrowableOfType(
                OidcException.class, () -> restarted("https://other.example").verify(token));
        assertThat(e.kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
    }

    @Test
    @DisplayName("a folder that cannot be written changes nothing")
    void unwritableFolder_isOnlyLogged() throws IOException, OidcException {
        file = folder.resolve("gone").resolve("keys.json");

        assertThat(verified()).isNotEmpty();
    }

    @Test
    @Timeout(300)
    @DisplayName("pain 24: after a restart with a provider that hangs, kept keys verify at once")
    void hangingProvider_isNotWaitedFor() throws Exception {
        verified();
        CountDownLatch release = new CountDownLatch(1);
        provider.beforeKeys = () -> {
            try {
                release.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            assertThat(verified()).isNotEmpty();
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName("Y2: a key that is newer than the kept ones is fetched at once")
    void newerKey_isFetched() throws Exception {
        verified();
        provider.keyId("k2");

        assertThat(verified()).isNotEmpty();
    }
}
