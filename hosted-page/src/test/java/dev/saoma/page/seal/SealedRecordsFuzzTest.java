package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Sealed content opens unchanged, whatever another version has put into it. */
class SealedRecordsFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Sealer SEALER = new Sealer(
            List.of(SealKey.of(new byte[32])), "owner", Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    private static final SealedRecords<Sample> RECORDS = new SealedRecords<>(SEALER, Sample.class);

    /** Has each type that our own records contain. */
    record Sample(String text, long number, List<String> list, Map<String, String> map, Sample below) {}

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
