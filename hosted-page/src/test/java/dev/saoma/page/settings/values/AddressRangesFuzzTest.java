package dev.saoma.page.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Any text is an address, a range or neither; one that is an address or a range stays one. */
class AddressRangesFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void address(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Optional<String> counted = AddressRanges.counted(text);

        counted.ifPresent(address -> {
            assertThat(address).matches("[0-9.]+|[0-9a-f:]+");
            assertThat(AddressRanges.counted(address)).contains(address);
            assertThat(AddressRanges.of(address).orElseThrow().contains(address))
                    .isTrue();
        });
        Optional<AddressRanges> range = AddressRanges.of(text);
        assertThat(range.isPresent() && text.indexOf('/') < 0).isEqualTo(counted.isPresent() && text.indexOf('/') < 0);
        range.ifPresent(ranges -> {
            String described = ranges.toString();
            assertThat(AddressRanges.of(described.substring(1, described.length() - 1)))
                    .contains(ranges);
        });
    }
}
