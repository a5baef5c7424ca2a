package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.MutableClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedRecordsTest {
    private final MutableClock clock = MutableClock.atNow();
    private final Sealer sealer = new Sealer(List.of(SealKey.of(new byte[32])), "owner", clock, new SecureRandom());
    private final SealedRecords<Sample> records = new SealedRecords<>(sealer, Sample.class);

    enum Colour {
        RED
    }

    record Sample(String text, @Nullable Colour colour) {
        Sample(String text) {
            this(text, null);
        }
    }

    private String seal(String text) {
        return records.seal("purpose", new Sample(text), clock.instant().plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 756, 757, 758, 10_000, 40_000})
    void record_opensAsItWasSealed(int chars) {
        String text = "中<&>".repeat(chars).substring(0, chars);

        assertThat(records.open("purpose", seal(text))).contains(new Sample(text));
    }

    @Test
    void longRecord_isCompressed() {
        assertThat(seal("a".repeat(10_000))).hasSizeLessThan(300);
    }

    @Test
    void recordForAnotherPurpose_doesNotOpen() {
        assertThat(records.open("other", seal("x"))).isEmpty();
    }

    @Test
    void recordPastItsEnd_doesNotOpen() {
        String sealed = seal("x");
        clock.advance(Duration.ofSeconds(60));

        assertThat(records.open("purpose", sealed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"text\":{}}", "{\"text\":\"x\",\"colour\":\"BLUE\"}", "no JSON", "{"})
    void whatAnotherVersionWrote_isAbsent(String content) {
        String sealed = sealer.seal(
                "purpose",
                content.getBytes(StandardCharsets.UTF_8),
                clock.instant().plusSeconds(60));

        assertThat(records.open("purpose", sealed)).isEmpty();
    }

    @Test
    void compressedRecordOfMoreThan64Kilobytes_isAbsent() {
        assertThat(records.open("purpose", seal("a".repeat(70_000)))).isEmpty();
    }

    @Test
    void fingerprint_isTheHashOfTheText() {
        assertThat(Fingerprint.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assertThat(Fingerprint.brief("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2O");
    }
}
