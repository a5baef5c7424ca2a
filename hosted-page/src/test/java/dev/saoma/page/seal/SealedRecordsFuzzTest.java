package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Nothing opens but what was sealed; what was sealed opens, whatever another version of ours put into it. */
class SealedRecordsFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Sealer SEALER = new Sealer(
            List.of(SealKey.of(new byte[32])), "owner", Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    private static final SealedRecords<Sample> RECORDS = new SealedRecords<>(SEALER, Sample.class);

    /** Each kind of thing that our own records hold. */
    record Sample(String text, long number, List<String> list, Map<String, String> map, Sample below) {}

    /** {@code input} is the sealed text, or the bytes that it encodes. */
    @FuzzTest(maxDuration = "5m")
    void sealed(byte[] input) {
        assertThat(SEALER.open("p", new String(input, StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(SEALER.open("p", Base64.getUrlEncoder().withoutPadding().encodeToString(input)))
                .isEmpty();
    }

    /** {@code input} is what was sealed. */
    @FuzzTest(maxDuration = "5m")
    void content(byte[] input) {
        String sealed = SEALER.seal("p", input, NOW.plusSeconds(1));

        assertThat(SEALER.open("p", sealed).orElseThrow()).isEqualTo(input);
        assertThat(SEALER.open("q", sealed)).isEmpty();
        RECORDS.open("p", sealed)
                .ifPresent(record -> assertThat(RECORDS.open("p", RECORDS.seal("p", record, NOW.plusSeconds(1))))
                        .contains(record));
    }
}
